using System.Text;

namespace TlsDissect.Capture.Tests.Making;

/// <summary>Makes pcapng files block by block, starting with a section header.</summary>
internal sealed class PcapNgBytes
{
    private readonly List<byte> _file = [];
    private bool _littleEndian;

    public PcapNgBytes(bool littleEndian = true) => Section(littleEndian);

    public int Length => _file.Count;

    public byte[] ToArray() => [.. _file];

    public PcapNgBytes Section(bool littleEndian, string? comment = null)
    {
        _littleEndian = littleEndian;
        return Block(0x0A0D0D0A,
            body => Options(body.UInt32(0x1A2B3C4D).UInt16(1).UInt16(0).Int64(-1),
                comment is null ? [] : [(1, Encoding.UTF8.GetBytes(comment))]));
    }

    public PcapNgBytes Interface(LinkType linkType = LinkType.Ethernet, int snapLength = 0, byte? resolution = null, long? offset = null)
    {
        var options = new List<(int, byte[])>();
        if (resolution is { } unit) options.Add((9, [unit]));
        if (offset is { } seconds) options.Add((14, new ByteWriter(_littleEndian).Int64(seconds).ToArray()));
        return Block(1, body => Options(body.UInt16((int)linkType).UInt16(0).UInt32(snapLength), options));
    }

    public PcapNgBytes Packet(byte[] data, ulong time = 0, int interfaceId = 0, int? originalLength = null, params string[] comments) =>
        Block(6, body => Options(
            body.UInt32(interfaceId).UInt32((long)(time >> 32)).UInt32((uint)time).UInt32(data.Length).UInt32(originalLength ?? data.Length)
                .Padded(data),
            [.. comments.Select(comment => (1, Encoding.UTF8.GetBytes(comment)))]));

    public PcapNgBytes ObsoletePacket(byte[] data, ulong time = 0, int interfaceId = 0) =>
        Block(2, body => body.UInt16(interfaceId).UInt16(0xFFFF).UInt32((long)(time >> 32)).UInt32((uint)time).UInt32(data.Length)
            .UInt32(data.Length).Padded(data));

    public PcapNgBytes SimplePacket(byte[] data, int? originalLength = null) =>
        Block(3, body => body.UInt32(originalLength ?? data.Length).Padded(data));

    public PcapNgBytes Secrets(string text, uint type = CapturedItem.TlsKeyLog)
    {
        byte[] bytes = Encoding.ASCII.GetBytes(text);
        return Block(10, body => body.UInt32(type).UInt32(bytes.Length).Padded(bytes));
    }

    public PcapNgBytes Block(uint type, Action<ByteWriter> write)
    {
        var body = new ByteWriter(_littleEndian);
        write(body);
        byte[] bytes = body.ToArray();
        _file.AddRange(new ByteWriter(_littleEndian).UInt32(type).UInt32(bytes.Length + 12).Raw(bytes).UInt32(bytes.Length + 12).ToArray());
        return this;
    }

    public PcapNgBytes Raw(byte[] bytes)
    {
        _file.AddRange(bytes);
        return this;
    }

    private static void Options(ByteWriter body, List<(int Code, byte[] Value)> options)
    {
        foreach ((int code, byte[] value) in options) body.UInt16(code).UInt16(value.Length).Padded(value);
        if (options.Count > 0) body.UInt32(0);
    }
}
