using TlsDissect.Protocol;
using ZstdSharp;

namespace TlsDissect.Capture.Tests.Making;

/// <summary>Every capture file under the repository's captures/.</summary>
internal static class RepositoryCaptures
{
    private static readonly string[] Extensions = [".pcap", ".pcapng", ".cap"];

    public static IEnumerable<string> Paths() =>
        Repository.Cases.Select(Repository.CaseFolder).SelectMany(Directory.EnumerateFiles)
            .Where(path => Extensions.Contains(Path.GetExtension(path))).Order(StringComparer.Ordinal);

    /// <summary>A capture's content, decompressed where it is compressed.</summary>
    public static byte[] ReadPlain(string path)
    {
        byte[] content = File.ReadAllBytes(path);
        var plain = new MemoryStream();
        using Stream stream = content[0] switch
        {
            0x1F => Inflation.Gzip(new MemoryStream(content)),
            0x28 => new DecompressionStream(new MemoryStream(content)),
            _ => new MemoryStream(content),
        };
        stream.CopyTo(plain);
        return plain.ToArray();
    }
}
