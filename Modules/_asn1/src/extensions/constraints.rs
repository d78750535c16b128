//! What certificates an authority may issue (RFC 5280 sections 4.2.1.9 to 4.2.1.11).

use cpython_api::{Bound, PyModule, PyResult};
use x509::{BasicConstraints, GeneralSubtree, NameConstraints, PolicyConstraints};

use crate::convert::{ToObject, record};

impl ToObject for BasicConstraints<'_> {
    fn to_object<'py>(&self, module: PyModule<'py>) -> PyResult<Bound<'py>> {
        let ca = self.ca.to_object(module)?;
        let path_length = self.path_len_constraint.to_object(module)?;
        record::<crate::BasicConstraints, 2>(module, [ca, path_length])
    }
}

impl ToObject for NameConstraints<'_> {
    fn to_object<'py>(&self, module: PyModule<'py>) -> PyResult<Bound<'py>> {
        let permitted = self.permitted_subtrees.to_object(module)?;
        let excluded = self.excluded_subtrees.to_object(module)?;
        record::<crate::NameConstraints, 2>(module, [permitted, excluded])
    }
}

impl ToObject for GeneralSubtree<'_> {
    fn to_object<'py>(&self, module: PyModule<'py>) -> PyResult<Bound<'py>> {
        let base = self.base.to_object(module)?;
        let minimum = match &self.minimum {
            Some(minimum) => minimum.to_object(module)?,
            None => 0_u8.to_object(module)?,
        };
        let maximum = self.maximum.to_object(module)?;
        record::<crate::GeneralSubtree, 3>(module, [base, minimum, maximum])
    }
}

impl ToObject for PolicyConstraints<'_> {
    fn to_object<'py>(&self, module: PyModule<'py>) -> PyResult<Bound<'py>> {
        let require_explicit_policy = self.require_explicit_policy.to_object(module)?;
        let inhibit_policy_mapping = self.inhibit_policy_mapping.to_object(module)?;
        record::<crate::PolicyConstraints, 2>(
            module,
            [require_explicit_policy, inhibit_policy_mapping],
        )
    }
}
