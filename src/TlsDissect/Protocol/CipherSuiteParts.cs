namespace TlsDissect.Protocol;

#pragma warning disable CS1591 // The members are parts of suite names; CipherSuiteNames prints them.

/// <summary>Key exchange of a cipher suite: how the premaster secret is agreed on.</summary>
public enum KeyExchange
{
    /// <summary>Not part of the suite: TLS 1.3 negotiates it separately.</summary>
    Any,
    Null, Rsa, RsaExport, RsaExport1024, Dh, DhExport, Dhe, DheExport, DheExport1024, Ecdh, Ecdhe, Psk, RsaPsk, DhePsk, EcdhePsk,
    Krb5, Krb5Export, Srp, Eccpwd, Ecjpake, Gost94, Gost2001, Gost2012,
}

/// <summary>Authentication of a cipher suite: what proves the server's identity.</summary>
public enum Authentication
{
    /// <summary>Not part of the suite: TLS 1.3 negotiates it separately.</summary>
    Any,
    Null, Rsa, Dss, Ecdsa, Anonymous, Psk, Krb5, Srp, Eccpwd, Ecjpake, Gost94, Gost2001, Gost2012,
}

/// <summary>Symmetric cipher of a suite, with its key size.</summary>
public enum BulkCipher
{
    Null, Rc2_40, Rc2_56, Rc2_128, Rc4_40, Rc4_56, Rc4_128, Des40, Des, TripleDes, Idea, Seed,
    Aes128, Aes256, Camellia128, Camellia256, Aria128, Aria256, Sm4, ChaCha20,
    /// <summary>ChaCha20 as in draft-agl-tls-chacha20poly1305-04: an 8-byte nonce, which is the sequence number alone.</summary>
    ChaCha20Draft,
    Gost28147, Kuznyechik, Magma, Aegis128L, Aegis256,
}

/// <summary>Mode of a suite's cipher.</summary>
public enum CipherMode
{
    /// <summary>A stream cipher, a cipher with a mode of its own, or none.</summary>
    None,
    Cbc, Gcm, Ccm, Ccm8, Poly1305, Counter, MgmL, MgmS,
}

/// <summary>MAC of a cipher suite: what authenticates records.</summary>
public enum MacAlgorithm
{
    /// <summary>Records are not authenticated.</summary>
    Null,
    Md5, Sha, Sha256, Sha384,
    /// <summary>The cipher's mode authenticates.</summary>
    Aead,
    GostR3411, GostImit, Omac,
}

/// <summary>Hash of a suite, which ends its name or which its specification fixes.</summary>
public enum SuiteHash
{
    None, Md5, Sha, Sha256, Sha384, Sha512, Sm3, GostR341194, Streebog256,
}
