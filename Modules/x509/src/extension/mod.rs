//! Extensions of certificates, revocation lists and OCSP messages.

mod access;
mod constraints;
mod distribution;
mod key;
mod list;
mod ocsp;
mod policies;
mod timestamps;
mod value;

pub use access::AccessDescription;
pub use constraints::{BasicConstraints, GeneralSubtree, NameConstraints, PolicyConstraints};
pub use distribution::{
    DistributionPoint, DistributionPointName, IssuingDistributionPoint, ReasonFlags,
};
pub use key::{AuthorityKeyIdentifier, KeyUsage, PrivateKeyUsagePeriod};
pub use list::{Extension, ExtensionIter, Extensions};
pub(crate) use list::{Place, Reading};
pub use ocsp::ServiceLocator;
pub use policies::{
    NoticeReference, PolicyInformation, PolicyMapping, PolicyQualifier, Qualifier, UserNotice,
};
pub use timestamps::{SignedCertificateTimestamp, SignedCertificateTimestamps};
pub use value::ExtensionValue;
