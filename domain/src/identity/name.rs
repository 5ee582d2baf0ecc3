//! Names of people as others see them.

/// `王**`: the first character, and a star for each of the others, three at most, so that nobody counts them.
pub fn mask_name(name: &str) -> String {
    let stars = name.chars().skip(1).take(3).map(|_| '*');
    name.chars().take(1).chain(stars).collect()
}

#[cfg(test)]
mod tests {
    use super::mask_name;
    use proptest::prelude::*;

    #[test]
    fn a_masked_name_keeps_its_first_character() {
        assert_eq!(["王小工", "李", "", "欧阳娜娜娜娜"].map(mask_name), ["王**", "李", "", "欧***"]);
    }

    proptest! {
        #[test]
        fn of_a_name_only_the_first_character_is_shown(name in "[a-z王李]{2,20}") {
            let masked = mask_name(&name);
            prop_assert!(masked.chars().skip(1).all(|c| c == '*'));
            prop_assert!(masked.chars().count() <= 4);
        }
    }
}
