//! okcapsule
