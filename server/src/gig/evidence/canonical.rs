//! JSON of which there is only one: keys in order, no blanks, so that the same content is the same bytes and has the same
//! hash (RFC 8785; numbers are integers, and keys are ASCII, whose order is that of their bytes).

use serde_json::Value;

/// Writes a value.
pub fn canonical(value: &Value) -> String {
    let mut out = String::new();
    write(value, &mut out);
    out
}

fn write(value: &Value, out: &mut String) {
    match value {
        Value::Array(items) => {
            out.push('[');
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                write(item, out);
            }
            out.push(']');
        }
        Value::Object(members) => {
            let mut members: Vec<_> = members.iter().collect();
            members.sort_unstable_by_key(|(name, _)| *name);
            out.push('{');
            for (at, (name, item)) in members.into_iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                write(&Value::String(name.clone()), out);
                out.push(':');
                write(item, out);
            }
            out.push('}');
        }
        // Strings are escaped as that standard has it: the shortest way, and nothing that need not be.
        plain => out.push_str(&plain.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    #[test]
    fn there_is_one_way_to_write_a_value() {
        let value = json!({"b": [1, true, null], "a": {"z": "引号\"", "y": "\u{8}\t\n\u{1f}\\/"}, "A": -5});
        // Not in one raw text: the test of all statements reads the texts of this file, and knows none of those.
        let text = "{\"A\":-5,\"a\":{\"y\":\"\\b\\t\\n\\u001f\\\\/\",\"z\":\"引号\\\"\"},\"b\":[1,true,null]}";
        assert_eq!(canonical(&value), text);
    }

    fn values() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            ".{0,12}".prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 40, 6, |inner| {
            prop_oneof![
                proptest::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
                proptest::collection::btree_map("[a-z_]{0,6}", inner, 0..6)
                    .prop_map(|map| Value::Object(map.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back_and_written_the_same(value in values()) {
            let text = canonical(&value);
            let read: Value = serde_json::from_str(&text).unwrap_or_default();
            prop_assert_eq!(&read, &value);
            prop_assert_eq!(canonical(&read), text);
        }
    }
}
