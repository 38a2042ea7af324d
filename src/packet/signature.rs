//! Signatures with Ed25519, over the bytes of the tag manifest, in the forms that openssl writes and reads.

use ed25519_dalek::pkcs8::spki::der::pem::LineEnding;
use ed25519_dalek::pkcs8::{DecodePrivateKey, DecodePublicKey, EncodePublicKey};
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};

use super::digest::Digest;
use super::fault::Fault;
use crate::finding::Words;
use crate::invariant::OrBroken;
use crate::words;

/// A key to sign with.
pub struct PrivateKey(SigningKey);

/// A key to hold signatures against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicKey(VerifyingKey);

impl PrivateKey {
    /// As `openssl genpkey -algorithm ed25519` writes it.
    ///
    /// # Errors
    /// What is wrong with it; nothing of it is repeated.
    pub fn of_pem(pem: &[u8]) -> Result<Self, Words> {
        let key = str::from_utf8(pem).ok().and_then(|pem| SigningKey::from_pkcs8_pem(pem).ok());
        key.map(Self).ok_or_else(|| {
            words!(
                "不是没有口令的 Ed25519 私钥（PKCS#8，PEM）；可用 openssl genpkey -algorithm ed25519 -out key.pem 生成",
                "it is no Ed25519 private key without a password (PKCS#8, PEM); make one with openssl genpkey -algorithm ed25519 -out key.pem"
            )
        })
    }

    /// The signature over some bytes.
    pub(super) fn sign(&self, bytes: &[u8]) -> Vec<u8> {
        self.0.sign(bytes).to_bytes().to_vec()
    }

    /// The key that goes with it.
    #[must_use]
    pub fn public(&self) -> PublicKey {
        PublicKey(self.0.verifying_key())
    }
}

impl PublicKey {
    /// As `openssl pkey -pubout` writes it.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn of_pem(pem: &[u8]) -> Result<Self, Words> {
        let key = str::from_utf8(pem).ok().and_then(|pem| VerifyingKey::from_public_key_pem(pem).ok());
        key.filter(|key| !key.is_weak()).map(Self).ok_or_else(|| {
            words!(
                "不是 Ed25519 公钥（PEM）；可用 openssl pkey -in key.pem -pubout -out key.pub.pem 由私钥得出",
                "it is no Ed25519 public key (PEM); openssl pkey -in key.pem -pubout -out key.pub.pem makes it of the private one"
            )
        })
    }

    pub(super) fn pem(&self) -> String {
        self.0.to_public_key_pem(LineEnding::LF).or_broken("a key can be written")
    }

    /// By which it is known: the SHA-256 of the key.
    #[must_use]
    pub fn digest(&self) -> Digest {
        Digest::of(self.0.as_bytes())
    }
}

/// Whose signature it is, if it holds. The key has one form, so that no byte of it can be another.
pub(super) fn signer(signature: &[u8], pem: &[u8], signed: &[u8]) -> Result<PublicKey, Fault> {
    let refused = |zh: &str, en: &str| Fault::Signature(words!("{zh}", "{en}"));
    let key = PublicKey::of_pem(pem).ok().filter(|key| key.pem().as_bytes() == pem);
    let key =
        key.ok_or_else(|| refused("数据包里的公钥写法不对", "the public key in the packet is not written right"))?;
    let holds = Signature::from_slice(signature).is_ok_and(|signature| key.0.verify_strict(signed, &signature).is_ok());
    if holds {
        return Ok(key);
    }
    Err(refused(
        "签名不对：签名之后数据包改动过，或者签名本身被改动",
        "the signature does not hold: the packet, or the signature, was changed after it was signed",
    ))
}
