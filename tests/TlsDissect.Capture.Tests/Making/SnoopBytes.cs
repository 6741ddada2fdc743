namespace TlsDissect.Capture.Tests.Making;

/// <summary>Makes snoop files (RFC 1761).</summary>
internal sealed class SnoopBytes
{
    private const int RecordHeaderSize = 24;

    private readonly ByteWriter _writer = new(littleEndian: false);

    public SnoopBytes(long dataLink = 4, long version = 2) => _writer.Raw("snoop\0\0\0"u8).UInt32(version).UInt32(dataLink);

    public SnoopBytes Packet(long seconds, long microseconds, byte[] data, int? originalLength = null, long drops = 0, int? pad = null)
    {
        int padding = pad ?? -data.Length & 3;
        _writer.UInt32(originalLength ?? data.Length).UInt32(data.Length).UInt32(RecordHeaderSize + data.Length + padding).UInt32(drops);
        _writer.UInt32(seconds).UInt32(microseconds).Raw(data).Raw(new byte[Math.Max(0, padding)]);
        return this;
    }

    public SnoopBytes Raw(byte[] bytes)
    {
        _writer.Raw(bytes);
        return this;
    }

    public byte[] ToArray() => _writer.ToArray();
}
