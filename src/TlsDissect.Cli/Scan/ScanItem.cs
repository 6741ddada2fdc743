using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace TlsDissect.Cli.Scan;

/// <summary>A capture of a scan.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Name">Its path below the root of its list or folder, with slashes: the same on every machine that mounts it.</param>
/// <param name="Size">In bytes; 0 if it does not exist.</param>
/// <param name="Modified">When it was written last.</param>
internal sealed record ScanItem(string Path, string Name, long Size, DateTime Modified)
{
    /// <summary>Digits of <see cref="NameId"/>, the half of <see cref="Id"/>.</summary>
    public const int NameIdLength = 16;

    /// <summary>Whether the item was found in a folder, where other files than captures are skipped.</summary>
    public bool IsFound { get; init; }

    /// <summary>What the names of the output begin with: a hash of the capture's name.</summary>
    public string NameId => ShortHash.Of(Name)[..NameIdLength];

    /// <summary>The name of the output without its extension. Its second half changes with the capture's size and time.</summary>
    public string Id => NameId + ShortHash.Of(string.Create(CultureInfo.InvariantCulture, $"{Size}\0{Modified.Ticks}"))[NameIdLength..];

    /// <summary>Which of <paramref name="count"/> parts a name belongs to, from 0. It does not depend on the capture's content.</summary>
    public static int PartOf(string name, int count) =>
        (int)(BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(name))) % (ulong)count);
}
