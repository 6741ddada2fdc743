using System.Buffers.Binary;
using TlsDissect.Capture;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests.Export;

public sealed class SecretsExportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [NeedsTheory("tshark")]
    [InlineData("rsa-aes128-gcm")]
    [InlineData("big-endian")]
    [InlineData("nanoseconds")]
    [InlineData("gzip")]
    [InlineData("linux-cooked-2")]
    [InlineData("multiple-interfaces")]
    [InlineData("tls13-aes128-gcm")]
    [InlineData("resumed-by-ticket")]
    public void Tshark_decrypts_it_without_a_key(string name)
    {
        Assert.Equal(0, Exports.Of("secrets", name, _folder["open.pcapng"]).Code);

        Assert.Contains(Exports.Http(_folder["open.pcapng"]), line => line.StartsWith('/'));
    }

    [Theory]
    [InlineData("big-endian")]
    [InlineData("cut-off")]
    [InlineData("gzip")]
    [InlineData("modified-pcap")]
    [InlineData("nanoseconds")]
    public void Packets_of_a_pcap_file_stay_as_they_are(string name)
    {
        if (Exports.Of("secrets", name, _folder["open.pcapng"]).Code != 0) Assert.Fail("nothing was exported");

        Assert.Equal(Packets(CaptureCase.Of(name).Capture), Packets(_folder["open.pcapng"]));
    }

    [Fact]
    public void A_pcapng_file_only_gains_blocks_behind_its_section_header()
    {
        byte[] original = File.ReadAllBytes(CaptureCase.Of("multiple-interfaces").Capture);

        Exports.Of("secrets", "multiple-interfaces", _folder["open.pcapng"]);

        byte[] written = File.ReadAllBytes(_folder["open.pcapng"]);
        int header = BinaryPrimitives.ReadInt32LittleEndian(original.AsSpan(4));
        int added = written.Length - original.Length;
        Assert.Equal(original[..header], written[..header]);
        Assert.Equal(10, BinaryPrimitives.ReadInt32LittleEndian(written.AsSpan(header)));
        Assert.Equal(added, BinaryPrimitives.ReadInt32LittleEndian(written.AsSpan(header + 4)));
        Assert.Equal(original[header..], written[(header + added)..]);
    }

    [Fact]
    public void A_section_of_the_other_byte_order_and_of_a_known_length_gets_blocks_of_its_kind()
    {
        string capture = _folder["big.pcapng"];
        CaptureCase of = CaptureCase.Of("rsa-aes128-gcm");
        File.WriteAllBytes(capture, BigEndianPcapNg(of.Capture));

        RunResult result =
            InProcess.RunConsole(of.Folder, ["export", "secrets", "-q", "-k", "server.key", capture, "-o", _folder["open.pcapng"]]);

        Assert.Equal(0, result.Code);
        Assert.Equal(Packets(capture), Packets(_folder["open.pcapng"]));
        byte[] written = File.ReadAllBytes(_folder["open.pcapng"]);
        Assert.Equal(written.Length - 28, BinaryPrimitives.ReadInt64BigEndian(written.AsSpan(16)));
        RunResult read = InProcess.Run(_folder.Path, "read", "-q", "--format", "json", "open.pcapng");
        Assert.Contains("\"secret\":\"secrets_block\"", read.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Standard_input_is_read_though_it_takes_two_passes()
    {
        CaptureCase of = CaptureCase.Of("rsa-aes128-gcm");

        RunResult result =
            OtherProcess.Tlsdissect(File.ReadAllBytes(of.Capture), "export", "secrets", "-", "-k", of.FileNamed("server.key"), "-o",
                _folder["open.pcapng"]);

        Assert.Equal(0, result.Code);
        Assert.Equal(Packets(of.Capture), Packets(_folder["open.pcapng"]));
    }

    private static List<string> Packets(string path)
    {
        List<string> packets = [];
        using IPacketSource source = CaptureFile.Open(path);
        while (source.TryRead(out CapturedItem item))
        {
            if (item.Kind == CapturedItemKind.Packet)
                packets.Add($"{item.PacketNumber} {item.Time} {item.LinkType} {item.OriginalLength} {Convert.ToHexString(item.Data)}");
        }

        Assert.NotEmpty(packets);
        return packets;
    }

    private static byte[] BigEndianPcapNg(string pcap)
    {
        using MemoryStream blocks = new();
        using IPacketSource source = CaptureFile.Open(pcap);
        Block(blocks, 1, [0, 1, 0, 0, 0, 0, 0, 0]);
        while (source.TryRead(out CapturedItem item))
        {
            if (item.Kind != CapturedItemKind.Packet) continue;
            byte[] body = new byte[20 + (item.Data.Length + 3 & ~3)];
            BinaryPrimitives.WriteInt64BigEndian(body.AsSpan(4), item.Time.Nanoseconds / 1000);
            BinaryPrimitives.WriteInt32BigEndian(body.AsSpan(12), item.Data.Length);
            BinaryPrimitives.WriteInt32BigEndian(body.AsSpan(16), item.OriginalLength);
            item.Data.CopyTo(body.AsSpan(20));
            Block(blocks, 6, body);
        }

        using MemoryStream file = new();
        byte[] section = new byte[16];
        BinaryPrimitives.WriteUInt32BigEndian(section, 0x1A2B3C4D);
        section[5] = 1;
        BinaryPrimitives.WriteInt64BigEndian(section.AsSpan(8), blocks.Length);
        Block(file, 0x0A0D0D0A, section);
        blocks.WriteTo(file);
        return file.ToArray();
    }

    private static void Block(MemoryStream output, uint type, byte[] body)
    {
        byte[] number = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(number, type);
        output.Write(number);
        BinaryPrimitives.WriteInt32BigEndian(number, body.Length + 12);
        output.Write(number);
        output.Write(body);
        output.Write(number);
    }
}
