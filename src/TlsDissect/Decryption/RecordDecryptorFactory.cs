using TlsDissect.Protocol;

namespace TlsDissect.Decryption;

/// <summary>Creates the decryptor for the negotiated protection.</summary>
internal static class RecordDecryptorFactory
{
    private const byte Deflate = 1;

    /// <summary>Whether <see cref="Create"/> supports this protection.</summary>
    public static bool IsSupported(RecordProtection protection)
    {
        CipherSuite suite = protection.CipherSuite;
        if (protection.CompressionMethod > Deflate || suite.IsTls13 != protection.Version.IsTls13()) return false;
        // QUIC has no suite with a short tag (RFC 9001 §5.3).
        if (protection.Quic is not null) return NumberMask.Has(suite) && Aeads.Has(suite) && suite.Mode != CipherMode.Ccm8;
        // A lost record would be the end of RC4's key stream: DTLS forbids it (RFC 6347 §4.1.2.2).
        if (protection.Version.IsDtls() && IsRc4(suite)) return false;
        if (protection.Version.IsDtls13()) return NumberMask.Has(suite) && Aeads.Has(suite);
        if (suite.Mac == MacAlgorithm.Aead) return protection.Version.Generation() >= TlsGeneration.Tls12 && Aeads.Has(suite);
        return suite.IsTls13 ? Aeads.Has(suite) : HasCipher(suite) && RecordMac.IsSupported(protection);
    }

    /// <summary>The suites of TLS 1.3 that are supported with a version of it.</summary>
    /// <param name="version">TLS 1.3 or DTLS 1.3.</param>
    /// <param name="quic">The version of QUIC; <c>null</c> for records of TLS and DTLS.</param>
    public static CipherSuite[] SuitesOf(ProtocolVersion version, QuicVersion? quic = null) =>
        [.. CipherSuites.All.Where(suite => suite.IsTls13 && IsSupported(new RecordProtection(version, suite) { Quic = quic }))];

    /// <summary>Creates the decryptor. Returns <c>null</c> if the protection is not supported.</summary>
    public static RecordDecryptor? Create(RecordProtection protection, DirectionKeys keys)
    {
        if (!IsSupported(protection)) return null;
        return Decompressing(protection, CreateUncompressed(protection, keys));
    }

    /// <summary>Creates a decryptor that reads records without a key. Returns <c>null</c> if they are encrypted.</summary>
    public static RecordDecryptor? CreateUnchecked(RecordProtection protection) =>
        protection.CipherSuite.Cipher == BulkCipher.Null && protection.CompressionMethod <= Deflate &&
            protection.CipherSuite.IsTls13 == protection.Version.IsTls13()
            ? Decompressing(protection, new UncheckedDecryptor(protection))
            : null;

    private static RecordDecryptor Decompressing(RecordProtection protection, RecordDecryptor decryptor) =>
        protection.CompressionMethod == Deflate ? new CompressedDecryptor(decryptor) : decryptor;

    private static RecordDecryptor CreateUncompressed(RecordProtection protection, DirectionKeys keys)
    {
        CipherSuite suite = protection.CipherSuite;
        if (protection.Version.IsDtls13())
            return new Dtls13Decryptor(keys, Aeads.Create(suite, keys.Key), NumberMask.Create(suite, keys.NumberKey),
                isDraft: protection.Version != ProtocolVersion.Dtls13);
        if (suite.IsTls13) return new Tls13Decryptor(protection, keys, Aeads.Create(suite, keys.Key));
        if (suite.Mac == MacAlgorithm.Aead)
            return new AeadDecryptor(Aeads.Create(suite, keys.Key), keys, suite.RecordIvLength(protection.Version));
        return suite.Cipher switch
        {
            BulkCipher.Null => new StreamDecryptor(protection, keys, null),
            BulkCipher.Rc4_40 or BulkCipher.Rc4_56 or BulkCipher.Rc4_128 =>
                new StreamDecryptor(protection, keys, new Rc4KeyStream(keys.Key)),
            BulkCipher.Aes128 or BulkCipher.Aes256 => new CbcDecryptor(protection, keys, new AesCbcCipher(keys.Key)),
            _ => new CbcDecryptor(protection, keys,
                new BlockEngineCbcCipher(BlockEngines.Create(suite.Cipher, keys.Key, forEncryption: false))),
        };
    }

    private static bool IsRc4(CipherSuite suite) => suite.Cipher is BulkCipher.Rc4_40 or BulkCipher.Rc4_56 or BulkCipher.Rc4_128;

    /// <summary>
    /// Whether a suite has a supported cipher. One that neither encrypts nor authenticates cannot verify a key, so it counts as
    /// unsupported.
    /// </summary>
    private static bool HasCipher(CipherSuite suite) => suite.Cipher switch
    {
        BulkCipher.Null => suite.Mac != MacAlgorithm.Null,
        _ when IsRc4(suite) => true,
        BulkCipher.Aes128 or BulkCipher.Aes256 => suite.Mode == CipherMode.Cbc,
        _ => suite.Mode == CipherMode.Cbc && BlockEngines.Has(suite.Cipher),
    };
}
