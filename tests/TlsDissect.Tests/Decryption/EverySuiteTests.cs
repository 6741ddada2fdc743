using System.Security.Cryptography;
using TlsDissect.Decryption;
using TlsDissect.Protocol;

namespace TlsDissect.Tests.Decryption;

/// <summary>Laws of every suite in every version: what covers those that no stack speaks any more.</summary>
public class EverySuiteTests
{
    public static IEnumerable<object[]> Suites =>
        Protections.All.Select(p => new object[] { p.CipherSuite.Name, p.CipherSuite.Id, (ushort)p.Version });

    public static IEnumerable<object[]> Kinds =>
        Protections.Kinds.Select(
            p => new object[] { p.CipherSuite.Name, p.CipherSuite.Id, (ushort)p.Version, p.EncryptThenMac, p.TruncatedHmac });

    private static RecordProtection Of(ushort id, ushort version, bool etm = false, bool truncated = false) =>
        new((ProtocolVersion)version, CipherSuite.Find((CipherSuiteId)id)!, etm, truncated);

    [Theory]
    [MemberData(nameof(Suites))]
    public void Records_open_in_order(string name, ushort id, ushort version)
    {
        Assert.NotEmpty(name);
        RecordProtection protection = Of(id, version);
        DirectionKeys keys = Protections.RandomKeys(protection, id);
        RecordSealer sealer = new(protection, keys);
        using RecordDecryptor opener = Protections.Opener(protection, keys);
        // Empty and one-byte records are what stacks send against BEAST.
        foreach (int length in (int[])[16, 0, 1, 1000, 31, 0, 257])
        {
            byte[] content = Content(length);
            ContentType type = length == 16 ? ContentType.Handshake : ContentType.ApplicationData;
            AssertOpens(opener, sealer.Seal(type, content, padding: length % 3), type, content);
        }

        Assert.Equal(7ul, opener.SequenceNumber);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_largest_record_is_decrypted(string name, ushort id, ushort version, bool etm, bool truncated)
    {
        Assert.NotEmpty(name);
        RecordProtection protection = Of(id, version, etm, truncated);
        DirectionKeys keys = Protections.RandomKeys(protection, id);
        RecordSealer sealer = new(protection, keys);
        using RecordDecryptor opener = Protections.Opener(protection, keys);
        foreach (int length in (int[])[1 << 14, 3])
            Assert.Equal(Content(length), sealer.Seal(ContentType.ApplicationData, Content(length)).Open(opener)!.Value.Content);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_changed_bit_of_any_byte_is_noticed_and_the_true_record_is_decrypted_after_it(string name, ushort id, ushort version,
        bool etm, bool truncated)
    {
        Assert.NotEmpty(name);
        RecordProtection protection = Of(id, version, etm, truncated);
        DirectionKeys keys = Protections.RandomKeys(protection, id);
        RecordSealer sealer = new(protection, keys);
        using RecordDecryptor opener = Protections.Opener(protection, keys);
        Random random = new(id);
        AssertOpens(opener, sealer.Seal(ContentType.Handshake, Content(16)), ContentType.Handshake, Content(16));
        for (int i = 0; i < 2; i++)
        {
            // MAC bytes stand in SSL 3.0's last block: its padding is not authenticated.
            byte[] content = Content(21 + i * 4);
            SealedRecord record = sealer.Seal(ContentType.ApplicationData, content);
            for (int at = 0; at < record.Fragment.Length; at++)
                Assert.Null(record.WithFlip(at, (byte)(1 << random.Next(8))).Open(opener));
            foreach (SealedRecord changed in HeaderChanges(protection, record)) Assert.Null(changed.Open(opener));
            foreach (SealedRecord changed in LengthChanges(record)) Assert.Null(changed.Open(opener));
            AssertOpens(opener, record, ContentType.ApplicationData, content);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_changed_bit_of_any_key_byte_is_noticed(string name, ushort id, ushort version, bool etm, bool truncated)
    {
        Assert.NotEmpty(name);
        RecordProtection protection = Of(id, version, etm, truncated);
        DirectionKeys keys = Protections.RandomKeys(protection, id);
        SealedRecord record = new RecordSealer(protection, keys).Seal(ContentType.ApplicationData, Content(40));
        foreach (DirectionKeys wrong in KeyChanges(protection, keys))
        {
            using RecordDecryptor opener = Protections.Opener(protection, wrong);
            Assert.Null(record.Open(opener));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_record_twice_or_out_of_order_is_noticed(string name, ushort id, ushort version, bool etm, bool truncated)
    {
        Assert.NotEmpty(name);
        RecordProtection protection = Of(id, version, etm, truncated);
        DirectionKeys keys = Protections.RandomKeys(protection, id);
        RecordSealer sealer = new(protection, keys);
        using RecordDecryptor opener = Protections.Opener(protection, keys);
        AssertOpens(opener, sealer.Seal(ContentType.Handshake, Content(16)), ContentType.Handshake, Content(16));
        SealedRecord[] records = [.. Enumerable.Range(0, 3).Select(i => sealer.Seal(ContentType.ApplicationData, Content(30 + i)))];
        Assert.NotNull(records[0].Open(opener));
        Assert.Null(records[0].Open(opener));
        Assert.Null(records[2].Open(opener));
        Assert.NotNull(records[1].Open(opener));
        Assert.NotNull(records[2].Open(opener));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void After_lost_records_the_next_is_decrypted(string name, ushort id, ushort version, bool etm, bool truncated)
    {
        Assert.NotEmpty(name);
        RecordProtection protection = Of(id, version, etm, truncated);
        DirectionKeys keys = Protections.RandomKeys(protection, id);
        RecordSealer sealer = new(protection, keys);
        using RecordDecryptor opener = Protections.Opener(protection, keys);
        SealedRecord[] records = [.. Enumerable.Range(0, 6).Select(i => sealer.Seal(ContentType.ApplicationData, Content(100 + i)))];
        Assert.NotNull(records[0].Open(opener));

        int lost = records[1..4].Sum(record => record.Fragment.Length);
        opener.SkipTo(records[3].Fragment, lost + 1);
        opener.SequenceNumber = 3;
        Assert.Null(records[4].Open(opener));
        opener.SkipTo(records[3].Fragment, lost);
        opener.SequenceNumber = 4;
        // An implicit IV that no MAC covers came from a record that was not authenticated.
        int unknown = etm && version <= (ushort)ProtocolVersion.Tls10 ? protection.CipherSuite.Cipher.BlockLength() : 0;
        Assert.Equal(Content(104)[unknown..], records[4].Open(opener)!.Value.Content);
        Assert.Equal(Content(105), records[5].Open(opener)!.Value.Content);
    }

    /// <summary>As over datagrams, where nothing of a record may depend on the one before it.</summary>
    [Theory]
    [InlineData(0xC02F, (ushort)ProtocolVersion.Tls12)]
    [InlineData(0xCCA8, (ushort)ProtocolVersion.Tls12)]
    [InlineData(0xC027, (ushort)ProtocolVersion.Tls12)]
    [InlineData(0x1301, (ushort)ProtocolVersion.Tls13)]
    public void Records_that_carry_their_numbers_open_in_any_order(ushort id, ushort version)
    {
        RecordProtection protection = Of(id, version, etm: false, truncated: false);
        DirectionKeys keys = Protections.RandomKeys(protection, id);
        RecordSealer sealer = new(protection, keys);
        using RecordDecryptor opener = Protections.Opener(protection, keys);
        SealedRecord[] records = [.. Enumerable.Range(0, 5).Select(i => sealer.Seal(ContentType.ApplicationData, Content(50 + i)))];
        byte[] plaintext = new byte[1000];
        foreach (int number in (int[])[3, 0, 4, 0, 1])
        {
            TlsRecord record = new(records[number].Header, records[number].Fragment, default);
            ProtectedRecord numbered = record.ToProtected(new byte[RecordHeader.Size]);
            Assert.False(
                opener.Decrypt(
                    new ProtectedRecord(numbered.Type, numbered.Version, numbered.AdditionalData,
                        numbered.Fragment)
                    { Number = (ulong)number + 1 }, plaintext).IsAuthenticated);
            DecryptedRecord decrypted =
                opener.Decrypt(
                    new ProtectedRecord(numbered.Type, numbered.Version, numbered.AdditionalData,
                        numbered.Fragment)
                    { Number = (ulong)number }, plaintext);
            Assert.Equal(Content(50 + number), decrypted.Plaintext.ToArray());
        }
    }

    /// <summary>TLS 1.3 authenticates the header as its record layer sent it, however long it is (RFC 9147 §4).</summary>
    [Fact]
    public void Additional_data_are_the_record_layers()
    {
        RecordProtection protection = Of(0x1301, (ushort)ProtocolVersion.Tls13, etm: false, truncated: false);
        DirectionKeys keys = Protections.RandomKeys(protection, 1);
        byte[] header = [0x2D, 0x00, 0x07];
        byte[] nonce = [.. keys.Iv];
        nonce[^1] ^= 7;
        byte[] inner = [.. Content(20), (byte)ContentType.ApplicationData];
        byte[] fragment = new byte[inner.Length + 16];
        using (AesGcm gcm = new(keys.Key, 16))
            gcm.Encrypt(nonce, inner, fragment.AsSpan(0, inner.Length), fragment.AsSpan(inner.Length), header);
        using RecordDecryptor opener = Protections.Opener(protection, keys);
        byte[] plaintext = new byte[100];
        Assert.Equal(Content(20),
            opener.Decrypt(new ProtectedRecord(ContentType.ApplicationData, ProtocolVersion.Tls12, header, fragment) { Number = 7 },
                plaintext).Plaintext.ToArray());
        header[0] ^= 1;
        Assert.False(
            opener.Decrypt(new ProtectedRecord(ContentType.ApplicationData, ProtocolVersion.Tls12, header, fragment) { Number = 7 },
                plaintext).IsAuthenticated);
    }

    private static void AssertOpens(RecordDecryptor opener, SealedRecord record, ContentType type, byte[] content)
    {
        (ContentType Type, byte[] Content) opened = Assert.NotNull(record.Open(opener));
        Assert.Equal(type, opened.Type);
        Assert.Equal(content, opened.Content);
    }

    private static IEnumerable<SealedRecord> HeaderChanges(RecordProtection protection, SealedRecord record)
    {
        // Drafts before 25 authenticate no header, and what it says is not used.
        if (protection.Version.DraftNumber() < 25) yield break;
        yield return record with { Header = record.Header with { Type = ContentType.Alert } };
        // SSL 3.0's MAC leaves the version out.
        if (protection.Version != ProtocolVersion.Ssl30)
            yield return record with { Header = record.Header with { Version = (ProtocolVersion)0x0307 } };
    }

    private static IEnumerable<SealedRecord> LengthChanges(SealedRecord record)
    {
        yield return record.Resized([]);
        yield return record.Resized(record.Fragment[..1]);
        yield return record.Resized(record.Fragment[..^1]);
        yield return record.Resized([.. record.Fragment, 0]);
        yield return record.Resized([.. record.Fragment, .. record.Fragment]);
        if (record.Fragment.Length > 16) yield return record.Resized(record.Fragment[16..]);
        if (record.Fragment.Length > 16) yield return record.Resized(record.Fragment[..^16]);
    }

    /// <summary>
    /// Not the lowest bit: DES leaves it to parity. With encrypt_then_mac no IV: the MAC covers the ciphertext, and the IV comes from the
    /// same master secret.
    /// </summary>
    private static IEnumerable<DirectionKeys> KeyChanges(RecordProtection protection, DirectionKeys keys)
    {
        for (int i = 0; i < keys.MacKey.Length; i++) yield return keys with { MacKey = Flipped(keys.MacKey, i) };
        for (int i = 0; i < keys.Key.Length; i++) yield return keys with { Key = Flipped(keys.Key, i) };
        for (int i = 0; i < keys.Iv.Length && !protection.EncryptThenMac; i++) yield return keys with { Iv = Flipped(keys.Iv, i) };
    }

    private static byte[] Flipped(byte[] bytes, int at)
    {
        byte[] changed = [.. bytes];
        changed[at] ^= 0x10;
        return changed;
    }

    private static byte[] Content(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)(i * 7 + length))];
}
