namespace TlsDissect.Protocol;

/// <summary>A cipher suite, taken apart. There is one instance for each known suite.</summary>
public sealed record CipherSuite
{
    /// <summary>A row of the table.</summary>
    internal CipherSuite(ushort id, string name, KeyExchange keyExchange, Authentication authentication, BulkCipher cipher, CipherMode mode, MacAlgorithm mac, SuiteHash hash)
    {
        Id = (CipherSuiteId)id;
        (Name, KeyExchange, Authentication) = (name, keyExchange, authentication);
        (Cipher, Mode, Mac, Hash) = (cipher, mode, mac, hash);
    }

    /// <summary>The registered number.</summary>
    public CipherSuiteId Id { get; }

    /// <summary>The registered name, as in <c>TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256</c>.</summary>
    public string Name { get; }

    /// <summary>How the secret is agreed on; <see cref="KeyExchange.Any"/> in TLS 1.3, which negotiates it apart.</summary>
    public KeyExchange KeyExchange { get; }

    /// <summary>What proves the server's identity; <see cref="Authentication.Any"/> in TLS 1.3.</summary>
    public Authentication Authentication { get; }

    /// <summary>The symmetric cipher and the size of its key.</summary>
    public BulkCipher Cipher { get; }

    /// <summary>How the cipher is used.</summary>
    public CipherMode Mode { get; }

    /// <summary>What authenticates a record.</summary>
    public MacAlgorithm Mac { get; }

    /// <summary>
    /// The hash that the suite names: that of the PRF since TLS 1.2 if it is SHA-256 or better, that of HKDF in TLS 1.3. Before TLS 1.2 the protocol fixes the PRF, and a
    /// TLS 1.2 suite that names MD5 or SHA uses SHA-256 (RFC 5246 §5).
    /// </summary>
    public SuiteHash Hash { get; }

    /// <summary>A signal in the list of suites, never negotiated: RFC 5746 §3.3, RFC 7507.</summary>
    public bool IsSignal => Id is CipherSuiteId.TLS_EMPTY_RENEGOTIATION_INFO_SCSV or CipherSuiteId.TLS_FALLBACK_SCSV;

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

    /// <summary>The parts of a suite, or <c>null</c> if it is not known.</summary>
    /// <example><code>bool isForwardSecret = CipherSuite.Find(CipherSuiteId.TLS_RSA_WITH_AES_128_GCM_SHA256) is { IsForwardSecret: true };</code></example>
    public static CipherSuite? Find(CipherSuiteId id)
    {
        CipherSuite[] rows = CipherSuiteTable.Rows;
        int low = 0, high = rows.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) / 2;
            if (rows[middle].Id == id) return rows[middle];
            if (rows[middle].Id < id) low = middle + 1;
            else high = middle - 1;
        }

        return null;
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
