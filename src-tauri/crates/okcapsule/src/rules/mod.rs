//! The rules of orders as the contract tells them, pure: limits (BEHAVIOUR §5), life cycle and cut-off (§6). No clock is asked, nothing is sent.
