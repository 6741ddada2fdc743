using System.IO.Compression;
using ZstdSharp;

namespace TlsDissect.Capture.Tests.Making;

/// <summary>Every capture file under the repository's captures/.</summary>
internal static class RepositoryCaptures
{
    private static readonly string[] Extensions = [".pcap", ".pcapng", ".cap"];

    public static IEnumerable<string> Paths()
    {
        string captures = Path.Combine(Root(), "captures");
        return Directory.Exists(captures)
            ? Directory.EnumerateFiles(captures, "*", SearchOption.AllDirectories).Where(path => Extensions.Contains(Path.GetExtension(path))).Order(StringComparer.Ordinal)
            : throw new InvalidOperationException($"{captures} is missing");
    }

    /// <summary>A capture's content, decompressed where it is compressed.</summary>
    public static byte[] ReadPlain(string path)
    {
        byte[] content = File.ReadAllBytes(path);
        var plain = new MemoryStream();
        using Stream stream = content[0] switch
        {
            0x1F => new GZipStream(new MemoryStream(content), CompressionMode.Decompress),
            0x28 => new DecompressionStream(new MemoryStream(content)),
            _ => new MemoryStream(content),
        };
        stream.CopyTo(plain);
        return plain.ToArray();
    }

    private static string Root()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "TlsDissect.sln"))) folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException("the tests do not run inside the repository");
    }
}
