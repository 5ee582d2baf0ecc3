//! After a panic or a failed chunk the page goes on with plain links and forms.

/// Tells the guard in the page about panics. Failed chunks and scripts reach it by themselves.
pub fn watch() {
    std::panic::set_hook(Box::new(|_| {
        let _ = js_sys::Reflect::get(&js_sys::global(), &"gongyiFailed".into())
            .ok()
            .and_then(|guard| wasm_bindgen::JsCast::dyn_into::<js_sys::Function>(guard).ok())
            .map(|guard| guard.call0(&wasm_bindgen::JsValue::NULL));
    }));
}
