namespace TlsDissect.Protocol;

/// <summary>A cipher suite and its parts. There is one instance for each known suite.</summary>
public sealed record CipherSuite
{
    /// <summary>Creates a row of the table.</summary>
    internal CipherSuite(ushort id, string name, KeyExchange keyExchange, Authentication authentication, BulkCipher cipher, CipherMode mode,
        MacAlgorithm mac, SuiteHash hash)
    {
        Id = (CipherSuiteId)id;
        (Name, KeyExchange, Authentication) = (name, keyExchange, authentication);
        (Cipher, Mode, Mac, Hash) = (cipher, mode, mac, hash);
    }

    /// <summary>The registered number.</summary>
    public CipherSuiteId Id { get; }

    /// <summary>The registered name, as in <c>TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256</c>.</summary>
    public string Name { get; }

    /// <summary>The key exchange; <see cref="KeyExchange.Any"/> in TLS 1.3, which negotiates it separately.</summary>
    public KeyExchange KeyExchange { get; }

    /// <summary>How the server authenticates; <see cref="Authentication.Any"/> in TLS 1.3.</summary>
    public Authentication Authentication { get; }

    /// <summary>The symmetric cipher and its key size.</summary>
    public BulkCipher Cipher { get; }

    /// <summary>The mode of the cipher.</summary>
    public CipherMode Mode { get; }

    /// <summary>The MAC that authenticates records.</summary>
    public MacAlgorithm Mac { get; }

    /// <summary>
    /// The hash that the suite names: that of the PRF since TLS 1.2 if it is SHA-256 or better, that of HKDF in TLS 1.3. Before TLS 1.2 the
    /// protocol fixes the PRF, and a TLS 1.2 suite that names MD5 or SHA uses SHA-256 (RFC 5246 §5).
    /// </summary>
    public SuiteHash Hash { get; }

    /// <summary>Whether it is a signal in the list of suites, which is never negotiated (RFC 5746 §3.3, RFC 7507).</summary>
    public bool IsSignal => Id is CipherSuiteId.TLS_EMPTY_RENEGOTIATION_INFO_SCSV or CipherSuiteId.TLS_FALLBACK_SCSV;

    /// <summary>Whether it is only for TLS 1.3. GOST's TLS 1.3 suites (RFC 9367) nevertheless name a key exchange.</summary>
    public bool IsTls13 => (KeyExchange == KeyExchange.Any && !IsSignal) || Mode is CipherMode.MgmL or CipherMode.MgmS;

    /// <summary>
    /// Whether the traffic stays protected if the long-term key is disclosed later. <c>true</c> for TLS 1.3 suites: only the rare mode
    /// psk_ke lacks it, which depends on the handshake.
    /// </summary>
    public bool IsForwardSecret => IsTls13 || KeyExchange is
        KeyExchange.Dhe or KeyExchange.DheExport or KeyExchange.DheExport1024 or KeyExchange.Ecdhe or
        KeyExchange.DhePsk or KeyExchange.EcdhePsk or KeyExchange.Srp or KeyExchange.Eccpwd or KeyExchange.Ecjpake ||
        (KeyExchange is KeyExchange.Dh or KeyExchange.DhExport or KeyExchange.Ecdh && Authentication == Authentication.Anonymous);

    /// <summary>Whether the keys are shortened for export (RFC 2246 §6.3.1).</summary>
    public bool IsExport => KeyExchange is
        KeyExchange.RsaExport or KeyExchange.RsaExport1024 or KeyExchange.DhExport or KeyExchange.DheExport or
        KeyExchange.DheExport1024 or KeyExchange.Krb5Export;

    /// <summary>
    /// The hash of the PRF, or of HKDF in TLS 1.3. <see cref="SuiteHash.None"/> if the version fixes MD5 and SHA-1 together, as SSL 3.0 to
    /// TLS 1.1 do. GOST suites have their own PRF in every version (RFC 9189 §4.3.3).
    /// </summary>
    public SuiteHash PrfHash(ProtocolVersion version) => Hash switch
    {
        SuiteHash.GostR341194 or SuiteHash.Streebog256 => Hash,
        _ when version.Generation() < TlsGeneration.Tls12 => SuiteHash.None,
        SuiteHash.None or SuiteHash.Md5 or SuiteHash.Sha => SuiteHash.Sha256,
        _ => Hash,
    };

    /// <summary>Finds a suite; <c>null</c> if it is unknown.</summary>
    /// <example>
    /// <code>
    /// bool isForwardSecret = CipherSuite.Find(CipherSuiteId.TLS_RSA_WITH_AES_128_GCM_SHA256)
    ///     is { IsForwardSecret: true };
    /// </code>
    /// </example>
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
