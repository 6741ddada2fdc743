using CsCheck;
using TlsDissect.Protocol;
using TlsDissect.Records.Dtls;
using TlsDissect.Tests.Messages;

namespace TlsDissect.Tests.Records.Dtls;

public class DtlsRecordReaderTests
{
    private static readonly byte[] Id = [0xA1, 0xA2, 0xA3];

    private static TlsWriter Plain(int type, int version, ulong number, int length, byte[]? id = null) =>
        new TlsWriter().UInt8(type).UInt16(version).UInt32((long)(number >> 32)).UInt32((long)(number & uint.MaxValue)).Opaque(id ?? [])
            .UInt16(length).Fill(length);

    private static TlsWriter Unified(int flags, byte[] id, int length)
    {
        TlsWriter writer = new TlsWriter().UInt8(0x20 | flags).Opaque((flags & 0x10) != 0 ? id : []);
        writer = (flags & 8) != 0 ? writer.UInt16(0x0102) : writer.UInt8(2);
        return ((flags & 4) != 0 ? writer.UInt16(length) : writer).Fill(length);
    }

    [Theory]
    [InlineData(0xFEFF)]
    [InlineData(0xFEFD)]
    [InlineData(0x0100)]
    public void Record_has_epoch_and_number(int version)
    {
        ReadOnlySpan<byte> datagram = [.. Plain(22, version, 0x0002_0000_0000_0007, 30).ToArray(),
            .. Plain(21, version, 0x0002_0000_0000_0008, 2).ToArray()];
        Assert.True(DtlsRecordReader.TryRead(ref datagram, 0, out DtlsRecord record));
        Assert.Equal((ContentType.Handshake, (ProtocolVersion)version, (ushort)2, 0x0002_0000_0000_0007ul, false),
            (record.Type, record.Version, record.Epoch, record.Number, record.IsUnified));
        Assert.Equal((13, 30, 30, true), (record.Header.Length, record.Length, record.Fragment.Length, record.IsWhole));
        Assert.True(DtlsRecordReader.TryRead(ref datagram, 0, out record));
        Assert.Equal((ContentType.Alert, 2), (record.Type, record.Length));
        Assert.False(DtlsRecordReader.TryRead(ref datagram, 0, out _));
    }

    [Fact]
    public void Record_with_a_connection_ID_needs_its_length()
    {
        byte[] sent = Plain(25, 0xFEFD, 1ul << 48, 40, Id).ToArray();
        ReadOnlySpan<byte> datagram = sent;
        Assert.False(DtlsRecordReader.TryRead(ref datagram, 0, out _));
        Assert.Equal(sent.Length, datagram.Length);
        Assert.True(DtlsRecordReader.TryRead(ref datagram, 3, out DtlsRecord record));
        Assert.Equal(Id, record.ConnectionId.ToArray());
        Assert.Equal((16, 40, true), (record.Header.Length, record.Fragment.Length, record.IsWhole));
        TlsRecord above = record.At(default);
        Assert.Equal((1ul << 48, 16, 3), (above.Number, above.SentHeader.Length, above.ConnectionId.Length));
    }

    [Fact]
    public void Every_form_of_the_unified_header_is_read()
    {
        for (int flags = 0; flags < 32; flags++)
        {
            byte[] sent = Unified(flags, Id, 20).ToArray();
            ReadOnlySpan<byte> datagram = [.. sent, .. (flags & 4) != 0 ? Unified(0, Id, 5).ToArray() : []];
            Assert.True(DtlsRecordReader.TryRead(ref datagram, 3, out DtlsRecord record));
            Assert.Equal((true, (ushort)(flags & 3), null, 20), (record.IsUnified, record.Epoch, record.Number, record.Length));
            Assert.Equal(sent[..^20], record.Header.ToArray());
            Assert.Equal((flags & 0x10) != 0 ? Id : [], record.ConnectionId.ToArray());
            Assert.Equal((flags & 4) != 0, DtlsRecordReader.TryRead(ref datagram, 3, out _));
            ReadOnlySpan<byte> again = sent;
            Assert.Equal((flags & 0x10) == 0, DtlsRecordReader.TryRead(ref again, 0, out _));
        }
    }

    [Fact]
    public void Truncated_record_has_what_was_captured()
    {
        byte[] sent = Plain(23, 0xFEFD, 1, 40).ToArray();
        for (int length = 0; length < sent.Length; length++)
        {
            ReadOnlySpan<byte> datagram = sent.AsSpan(0, length);
            Assert.Equal(length >= 13, DtlsRecordReader.TryRead(ref datagram, 0, out DtlsRecord record));
            if (length >= 13) Assert.Equal((40, length - 13, false), (record.Length, record.Fragment.Length, record.IsWhole));
        }
    }

    [Theory]
    [InlineData(19, 0xFEFD, 10)]
    [InlineData(64, 0xFEFD, 10)]
    [InlineData(22, 0x0303, 10)]
    [InlineData(22, 0xFEFC, 10)]
    [InlineData(22, 0xFEFD, (1 << 14) + 2049)]
    public void Malformed_header_is_refused(int type, int version, int length)
    {
        ReadOnlySpan<byte> datagram = Plain(type, version, 0, length).ToArray();
        Assert.False(DtlsRecordReader.TryRead(ref datagram, 0, out _));
    }

    /// <summary>Any bytes are read to an end, and each record takes at least a byte.</summary>
    [Fact]
    public void Any_bytes_are_read_without_a_throw() => Gen.Select(Gen.Byte.Array[0, 80], Gen.Int[0, 9], Gen.Byte[20, 63]).Sample(
        (bytes, idLength, first) =>
        {
            ReadOnlySpan<byte> datagram = [first, .. bytes];
            while (true)
            {
                int before = datagram.Length;
                if (!DtlsRecordReader.TryRead(ref datagram, idLength, out DtlsRecord record)) return datagram.Length == before;
                if (record.Header.Length + record.Fragment.Length != before - datagram.Length) return false;
            }
        });

    [Fact]
    public void First_record_of_a_flow_is_recognized()
    {
        Assert.True(DtlsHeader.StartsRecord(Plain(22, 0xFEFD, 0, 30).ToArray(), 43));
        Assert.True(DtlsHeader.StartsRecord(Plain(26, 0xFEFD, 0, 18).ToArray(), 31));
        Assert.True(DtlsHeader.StartsRecord(new TlsWriter().UInt8(22).UInt16(0x0100).Fill(8, 0).UInt16(1).UInt8(1).ToArray(), 14));
        Assert.True(DtlsHeader.StartsRecord(Plain(22, 0xFEFF, 0, 300).ToArray().AsSpan(0, 60), 313));
        Assert.False(DtlsHeader.StartsRecord(Plain(22, 0xFEFF, 0, 300).ToArray().AsSpan(0, 60), 60));
        Assert.False(DtlsHeader.StartsRecord(Plain(22, 0x0303, 0, 30).ToArray(), 43));
        Assert.False(DtlsHeader.StartsRecord(Plain(22, 0x0100, 0, 30).ToArray(), 43));
        Assert.False(DtlsHeader.StartsRecord(Unified(0xF, Id, 40).ToArray(), 44));
    }
}
