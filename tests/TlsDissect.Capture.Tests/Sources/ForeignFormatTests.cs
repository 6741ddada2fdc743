using System.Text;
using TlsDissect.Capture.Sources;
using TlsDissect.Capture.Tests.Making;

namespace TlsDissect.Capture.Tests.Sources;

public class ForeignFormatTests
{
    private static byte[] Bytes(string latin) => Encoding.Latin1.GetBytes(latin);

    public static TheoryData<string, byte[]> Files => new()
    {
        { "an xz file; read it with: xz -dc FILE", Bytes("\u00FD7zXZ\0\0\x04") },
        { "an lz4 file; read it with: lz4 -dc FILE", [0x04, 0x22, 0x4D, 0x18, 0x64] },
        { "an lz4 file; read it with: lz4 -dc FILE", [0x02, 0x21, 0x4C, 0x18, 0x64] },
        { "a zip archive; read it with: unzip -p FILE", Bytes("PK\x03\x04\x14") },
        { "a 7z archive; read it with: 7z x -so FILE", [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C] },
        { "a bzip2 file; read it with: bzip2 -dc FILE", Bytes("BZh91AY") },
        { "a Microsoft Network Monitor capture; convert it with: editcap FILE FILE.pcapng", Bytes("GMBU\0\x02") },
        { "a Microsoft Network Monitor capture; convert it with: editcap FILE FILE.pcapng", Bytes("RTSS\0\x01") },
        { "a Sniffer capture; convert it with: editcap FILE FILE.pcapng", Bytes("TRSNIFF data    \x1A") },
        { "an ETL trace of Windows; convert it with: etl2pcapng FILE FILE.pcapng", Etl() },
        { "an ERF capture; convert it with: editcap -T ether FILE FILE.pcapng",
            [.. ErfRecord(1_700_000_000, 60), .. ErfRecord(1_700_000_001, 1500)] },
        { "an ERF capture; convert it with: editcap -T ether FILE FILE.pcapng", ErfRecord(1_700_000_000, 60) },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void A_format_that_is_not_read_is_named_with_the_command_that_converts_it(string expected, byte[] content)
    {
        using TemporaryFile file = new(content);

        CaptureException e = Assert.Throws<CaptureException>(() => CaptureFile.Open(file.Path));

        Assert.Equal($"{file.Path}: is {expected.Replace("FILE", file.Path, StringComparison.Ordinal)}", e.Message);
    }

    [Fact]
    public void Other_bytes_are_not_recognized()
    {
        byte[] erf = ErfRecord(1_700_000_000, 60);
        Assert.Null(ForeignFormat.Recognize([.. erf, .. new byte[16]]));
        Assert.Null(ForeignFormat.Recognize([.. erf, .. ErfRecord(1_800_000_000, 60)]));
        Assert.Null(ForeignFormat.Recognize("a text of some length, which is longer than any of the headers"u8));
        Assert.Null(ForeignFormat.Recognize(new byte[4096]));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void No_prefix_throws(string expected, byte[] content)
    {
        for (int length = 0; length < content.Length; length++)
        {
            string? name = ForeignFormat.Recognize(content.AsSpan(0, length))?.Name;
            Assert.True(name is null || expected.StartsWith(name, StringComparison.Ordinal), name);
        }
    }

    [Theory]
    [InlineData("a b.xz", "xz -dc 'a b.xz'")]
    [InlineData("it's.xz", @"xz -dc 'it'\''s.xz'")]
    [InlineData("$(reboot).xz", "xz -dc '$(reboot).xz'")]
    [InlineData("dir/a-1_2.xz", "xz -dc dir/a-1_2.xz")]
    public void A_name_is_quoted_for_the_shell(string path, string command) =>
        Assert.Equal(command, ForeignFormat.Recognize(Bytes("\u00FD7zXZ\0"))!.CommandFor(path));

    /// <summary>Ethernet (type 2).</summary>
    private static byte[] ErfRecord(long seconds, int length) =>
        [.. new ByteWriter(true).UInt32(0).UInt32(seconds).ToArray(), 2, 4,
            .. new ByteWriter(false).UInt16(16 + length).UInt16(0).UInt16(length).ToArray(), .. new byte[length]];

    private static byte[] Etl()
    {
        byte[] start = new byte[256];
        start[2] = 1; // A buffer of 65,536 bytes.
        new byte[] { 2, 0, 2, 0xC0, 0x18, 1 }.CopyTo(start, 0x48);
        return start;
    }
}
