using TlsDissect.Decryption;
using TlsDissect.Protocol;

namespace TlsDissect.Tests.Decryption;

/// <summary>Records of DTLS 1.0 and 1.2: each has its own number, and may have a connection ID.</summary>
public class DatagramRecordTests
{
    private const ulong Epoch = 1ul << 48;

    private static readonly byte[] Id = [7, 0, 9];

    public static IEnumerable<object[]> Kinds => Protections.DatagramKinds.Select(
        p => new object[] { p.CipherSuite.Name, (ushort)p.CipherSuite.Id, (ushort)p.Version, p.EncryptThenMac, p.TruncatedHmac });

    private static RecordProtection Of(ushort id, ushort version, bool etm = false, bool truncated = false) =>
        new((ProtocolVersion)version, CipherSuite.Find((CipherSuiteId)id)!, etm, truncated);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Records_are_decrypted_in_any_order(string name, ushort id, ushort version, bool etm, bool truncated)
    {
        Assert.NotEmpty(name);
        RecordProtection protection = Of(id, version, etm, truncated);
        DirectionKeys keys = Protections.RandomKeys(protection, id);
        RecordSealer sealer = new(protection, keys) { Number = Epoch };
        SealedRecord[] records = [.. Enumerable.Range(0, 8).Select(i => sealer.Seal(ContentType.ApplicationData, Content(20 + i)))];
        using RecordDecryptor opener = Protections.Opener(protection, keys);
        // With encrypt_then_mac, only padding verifies the cipher.
        Assert.NotNull(sealer.Seal(ContentType.Handshake, Content(16)).Open(opener));
        foreach (int i in (int[])[3, 0, 7, 1, 1, 6])
        {
            Assert.Equal(Content(20 + i), records[i].Open(opener)!.Value.Content);
            Assert.Null((records[i] with { Number = records[i].Number + 1 }).Open(opener));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Type_of_a_record_with_a_connection_ID_is_inside(string name, ushort id, ushort version, bool etm, bool truncated)
    {
        Assert.NotEmpty(name);
        RecordProtection protection = Of(id, version, etm, truncated);
        DirectionKeys keys = Protections.RandomKeys(protection, id);
        RecordSealer sealer = new(protection, keys) { Number = Epoch, ConnectionId = Id };
        using RecordDecryptor opener = Protections.Opener(protection, keys);
        // With encrypt_then_mac, only padding verifies the cipher.
        Assert.NotNull(sealer.Seal(ContentType.Handshake, Content(16)).Open(opener));
        foreach ((int padding, ContentType type) in new[] { (0, ContentType.Handshake), (1, ContentType.Alert), (40, ContentType.Ack) })
        {
            SealedRecord record = sealer.Seal(type, Content(30), padding);
            Assert.Equal(ContentType.Tls12Cid, record.Header.Type);
            (ContentType Type, byte[] Content) opened = Assert.NotNull(record.Open(opener));
            Assert.Equal(type, opened.Type);
            Assert.Equal(Content(30), opened.Content);
            Assert.Null((record with { ConnectionId = [7, 0, 8] }).Open(opener));
            Assert.Null((record with { ConnectionId = [7, 0] }).Open(opener));
            Assert.Null((record with { Header = record.Header with { Type = ContentType.ApplicationData } }).Open(opener));
        }
    }

    [Fact]
    public void Record_with_a_connection_ID_and_no_type_is_malformed()
    {
        RecordProtection protection = Of(0x009C, (ushort)ProtocolVersion.Dtls12);
        DirectionKeys keys = Protections.RandomKeys(protection, 1);
        RecordSealer sealer = new(protection, keys) { Number = Epoch, ConnectionId = Id };
        using RecordDecryptor opener = Protections.Opener(protection, keys);
        Assert.Null(sealer.Seal(default, new byte[20]).Open(opener));
        Assert.Equal(Content(3), sealer.Seal(ContentType.Alert, Content(3)).Open(opener)!.Value.Content);
    }

    [Fact]
    public void RC4_is_not_supported() =>
        Assert.DoesNotContain(Protections.Datagrams,
            p => p.CipherSuite.Cipher is BulkCipher.Rc4_40 or BulkCipher.Rc4_56 or BulkCipher.Rc4_128);

    private static byte[] Content(int length) => [.. Enumerable.Range(1, length).Select(i => (byte)(i * 5))];
}
