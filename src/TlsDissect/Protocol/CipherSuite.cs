namespace TlsDissect.Protocol;

/// <summary>One row of the IANA cipher suite registry, taken apart.</summary>
/// <param name="Id">The registered number, as in <c>0xC02F</c>.</param>
/// <param name="Name">The registered name, as in <c>TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256</c>.</param>
/// <param name="KeyExchange">How the secret is agreed; <see cref="KeyExchange.Any"/> in TLS 1.3, where it is negotiated apart.</param>
/// <param name="Authentication">Who is proved by what; <see cref="Authentication.Any"/> in TLS 1.3.</param>
/// <param name="Cipher">The symmetric cipher and its key's size.</param>
/// <param name="Mode">How the cipher is used.</param>
/// <param name="Mac">What authenticates a record.</param>
/// <param name="Hash">
/// The hash the suite names: the PRF's from TLS 1.2 on where it is SHA-256 or better, the HKDF's in TLS 1.3. Before TLS 1.2 the PRF is
/// fixed by the protocol, and a TLS 1.2 suite that names MD5 or SHA uses SHA-256 (RFC 5246 §5).
/// </param>
public sealed record CipherSuite(
    ushort Id,
    string Name,
    KeyExchange KeyExchange,
    Authentication Authentication,
    BulkCipher Cipher,
    CipherMode Mode,
    MacAlgorithm Mac,
    SuiteHash Hash);
