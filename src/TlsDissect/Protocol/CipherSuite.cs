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
    SuiteHash Hash)
{
    /// <summary>A signal in the list of suites, never negotiated: RFC 5746 §3.3, RFC 7507.</summary>
    public bool IsSignal => Id is 0x00FF or 0x5600;

    /// <summary>Usable in TLS 1.3 only; GOST's suites for it (RFC 9367) name a key exchange all the same.</summary>
    public bool IsTls13 => (KeyExchange == KeyExchange.Any && !IsSignal) || Mode is CipherMode.MgmL or CipherMode.MgmS;

    /// <summary>
    /// Whether a later loss of the long-term key leaves the traffic closed. A TLS 1.3 suite counts: only its rare mode psk_ke lacks it,
    /// and that is the handshake's to say.
    /// </summary>
    public bool IsForwardSecret => IsTls13 || KeyExchange is
        KeyExchange.Dhe or KeyExchange.DheExport or KeyExchange.DheExport1024 or KeyExchange.Ecdhe or
        KeyExchange.DhePsk or KeyExchange.EcdhePsk or KeyExchange.Srp or KeyExchange.Eccpwd or KeyExchange.Ecjpake ||
        (KeyExchange is KeyExchange.Dh or KeyExchange.DhExport or KeyExchange.Ecdh && Authentication == Authentication.Anonymous);

    /// <summary>The keys are shortened for export (RFC 2246 §6.3.1).</summary>
    public bool IsExport => KeyExchange is
        KeyExchange.RsaExport or KeyExchange.RsaExport1024 or KeyExchange.DhExport or KeyExchange.DheExport or
        KeyExchange.DheExport1024 or KeyExchange.Krb5Export;

    /// <summary>
    /// The hash of the PRF, or of HKDF in TLS 1.3; <see cref="SuiteHash.None"/> where the version fixes MD5 and SHA-1 together, as SSL 3.0 to
    /// TLS 1.1 do. GOST suites bring their own PRF into every version (RFC 9189 §4.3.3).
    /// </summary>
    public SuiteHash PrfHash(ProtocolVersion version) => Hash switch
    {
        SuiteHash.GostR341194 or SuiteHash.Streebog256 => Hash,
        _ when version.Generation() < TlsGeneration.Tls12 => SuiteHash.None,
        SuiteHash.None or SuiteHash.Md5 or SuiteHash.Sha => SuiteHash.Sha256,
        _ => Hash,
    };
}
