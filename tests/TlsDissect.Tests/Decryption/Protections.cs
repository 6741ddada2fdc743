using TlsDissect.Decryption;
using TlsDissect.Protocol;

namespace TlsDissect.Tests.Decryption;

/// <summary>Every protection that the library says it opens.</summary>
internal static class Protections
{
    private static readonly ProtocolVersion[] Versions =
    [
        ProtocolVersion.Ssl30, ProtocolVersion.Tls10, ProtocolVersion.Tls11, ProtocolVersion.Tls12, ProtocolVersion.Tls13,
        .. Enumerable.Range(18, 11).Select(draft => (ProtocolVersion)(0x7f00 + draft)),
    ];

    /// <summary>Every suite in every version of TLS.</summary>
    public static IEnumerable<RecordProtection> All => Of(Versions);

    /// <summary>Every suite in DTLS 1.0 and 1.2.</summary>
    public static IEnumerable<RecordProtection> Datagrams => Of(ProtocolVersion.Dtls10, ProtocolVersion.Dtls12);

    private static IEnumerable<RecordProtection> Of(params ProtocolVersion[] versions) =>
        from suite in CipherSuites.All
        from version in versions
        let protection = new RecordProtection(version, suite)
        where RecordDecryptorFactory.IsSupported(protection)
        select protection;

    /// <summary>One suite for each kind of record, in each version, with the extensions that change records.</summary>
    public static IEnumerable<RecordProtection> Kinds => KindsOf(All);

    /// <summary>The same of DTLS 1.0 and 1.2.</summary>
    public static IEnumerable<RecordProtection> DatagramKinds => KindsOf(Datagrams);

    private static IEnumerable<RecordProtection> KindsOf(IEnumerable<RecordProtection> all) =>
        from first in all.GroupBy(p => (p.Version, p.CipherSuite.Cipher, p.CipherSuite.Mode, p.CipherSuite.Mac, p.CipherSuite.IsTls13))
            .Select(same => same.First())
        from variant in Variants(first)
        select variant;

    /// <summary>Keys of the right sizes, the same for the same seed.</summary>
    public static DirectionKeys RandomKeys(RecordProtection protection, int seed)
    {
        Random random = new(seed);
        CipherSuite suite = protection.CipherSuite;
        int key = protection.Version.IsTls13() && suite.Cipher == BulkCipher.Null ? suite.Mac.KeyLength() : suite.Cipher.KeyLength();
        return new DirectionKeys(Bytes(protection.Version.IsTls13() ? 0 : suite.Mac.KeyLength()), Bytes(key),
            Bytes(suite.FixedIvLength(protection.Version)));

        byte[] Bytes(int count)
        {
            byte[] bytes = new byte[count];
            random.NextBytes(bytes);
            return bytes;
        }
    }

    public static RecordDecryptor Opener(RecordProtection protection, DirectionKeys keys) =>
        RecordDecryptorFactory.Create(protection, keys)!;

    private static IEnumerable<RecordProtection> Variants(RecordProtection protection)
    {
        yield return protection;
        if (protection.Version.IsTls13() || protection.Version == ProtocolVersion.Ssl30 || protection.CipherSuite.Mac == MacAlgorithm.Aead)
            yield break;
        yield return protection with { TruncatedHmac = true };
        if (protection.CipherSuite.Mode == CipherMode.Cbc) yield return protection with { EncryptThenMac = true };
        if (protection.CipherSuite.Mode == CipherMode.Cbc) yield return protection with { EncryptThenMac = true, TruncatedHmac = true };
    }
}
