
namespace TlsDissect.Capture.Tests.Making;

/// <summary>Makes pcap files of every variant.</summary>
internal sealed class PcapBytes
{
    public const uint Microseconds = 0xA1B2C3D4;
    public const uint Nanoseconds = 0xA1B23C4D;
    public const uint Modified = 0xA1B2CD34;

    private readonly ByteWriter _writer;
    private readonly bool _modified;

    public PcapBytes(bool littleEndian = true, uint magic = Microseconds, LinkType linkType = LinkType.Ethernet, int minor = 4)
    {
        _modified = magic == Modified;
        _writer = new ByteWriter(littleEndian).UInt32(magic).UInt16(2).UInt16(minor).UInt32(0).UInt32(0).UInt32(262144)
            .UInt32((uint)linkType);
    }

    public PcapBytes Packet(long seconds, long fraction, byte[] data, int? originalLength = null)
    {
        _writer.UInt32(seconds).UInt32(fraction).UInt32(data.Length).UInt32(originalLength ?? data.Length);
        if (_modified) _writer.Raw([1, 0, 0, 0, 8, 0, 0, 0]);
        _writer.Raw(data);
        return this;
    }

    public PcapBytes Raw(byte[] bytes)
    {
        _writer.Raw(bytes);
        return this;
    }

    public byte[] ToArray() => _writer.ToArray();
}
