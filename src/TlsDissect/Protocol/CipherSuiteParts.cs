namespace TlsDissect.Protocol;

#pragma warning disable CS1591 // The members are the names' own parts; CipherSuiteNames prints them.

/// <summary>How a cipher suite agrees on the premaster secret.</summary>
public enum KeyExchange
{
    /// <summary>Not the suite's to say: TLS 1.3 negotiates it apart.</summary>
    Any,
    Null, Rsa, RsaExport, RsaExport1024, Dh, DhExport, Dhe, DheExport, DheExport1024, Ecdh, Ecdhe, Psk, RsaPsk, DhePsk, EcdhePsk,
    Krb5, Krb5Export, Srp, Eccpwd, Ecjpake, Gost94, Gost2001, Gost2012,
}

/// <summary>What proves the server's identity in a cipher suite.</summary>
public enum Authentication
{
    /// <summary>Not the suite's to say: TLS 1.3 negotiates it apart.</summary>
    Any,
    Null, Rsa, Dss, Ecdsa, Anonymous, Psk, Krb5, Srp, Eccpwd, Ecjpake, Gost94, Gost2001, Gost2012,
}

/// <summary>The symmetric cipher of a suite with its key's size.</summary>
public enum BulkCipher
{
    Null, Rc2_40, Rc2_56, Rc2_128, Rc4_40, Rc4_56, Rc4_128, Des40, Des, TripleDes, Idea, Seed,
    Aes128, Aes256, Camellia128, Camellia256, Aria128, Aria256, Sm4, ChaCha20,
    /// <summary>ChaCha20 as in draft-agl-tls-chacha20poly1305-04: an 8-byte nonce, which is the sequence number alone.</summary>
    ChaCha20Draft,
    Gost28147, Kuznyechik, Magma, Aegis128L, Aegis256,
}

/// <summary>How a suite's cipher is used.</summary>
public enum CipherMode
{
    /// <summary>A stream cipher, one whose mode is part of itself, or none.</summary>
    None,
    Cbc, Gcm, Ccm, Ccm8, Poly1305, Counter, MgmL, MgmS,
}

/// <summary>What authenticates a suite's records.</summary>
public enum MacAlgorithm
{
    /// <summary>Nothing does.</summary>
    Null,
    Md5, Sha, Sha256, Sha384,
    /// <summary>The cipher's mode does.</summary>
    Aead,
    GostR3411, GostImit, Omac,
}

/// <summary>The hash a suite's name ends in, or that its specification fixes.</summary>
public enum SuiteHash
{
    None, Md5, Sha, Sha256, Sha384, Sha512, Sm3, GostR341194, Streebog256,
}
