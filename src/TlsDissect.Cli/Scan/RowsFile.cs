using System.Buffers.Binary;
using System.Text.RegularExpressions;

namespace TlsDissect.Cli.Scan;

/// <summary>Reads what an earlier run wrote about a capture.</summary>
internal static partial class RowsFile
{
    /// <summary>The age of a file that a killed run left. No capture takes so long between two rows.</summary>
    private static readonly TimeSpan MaxUnfinished = TimeSpan.FromDays(1);

    /// <summary>Bytes at the end of a file that are read first: enough for one line.</summary>
    private const int FirstLook = 4096;

    /// <summary>Limit on the lines behind the rows. Longer ones are not ours.</summary>
    private const int MaxFrame = 16 << 20;

    /// <summary>Looks at the rows of a capture, without reading them.</summary>
    /// <returns><c>null</c> if the file is something else.</returns>
    public static RowsState? Look(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        byte[] lines = [];
        for (long length = FirstLook; lines.Length == 0 && length <= MaxFrame; length *= 16)
        {
            lines = LastFrame(file, (int)Math.Min(length, file.Length));
            if (length >= file.Length) break;
        }

        ReadOnlyMemory<byte> rest = lines.AsMemory().TrimEnd("\n"u8);
        return RowsState.Read(rest[(rest.Span.LastIndexOf((byte)'\n') + 1)..]);
    }

    /// <summary>
    /// Removes the files that killed runs left. One that is being written is locked, where the file system has locks, and younger.
    /// </summary>
    public static void RemoveUnfinished(string folder)
    {
        foreach (FileInfo left in new DirectoryInfo(folder).EnumerateFiles("*.tmp"))
        {
            if (!Unfinished().IsMatch(left.Name) || DateTime.UtcNow - left.LastWriteTimeUtc < MaxUnfinished) continue;
            try
            {
                using FileStream file = new(left.FullName, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
                left.Delete();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Another task writes it, or has removed it.
            }
        }
    }

    /// <summary>The content of the frame that ends the file, if it is among its last bytes; else empty.</summary>
    private static byte[] LastFrame(FileStream file, int length)
    {
        byte[] end = new byte[length];
        file.Position = file.Length - length;
        file.ReadExactly(end);
        Span<byte> magic = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(magic, RowsWriter.SkippableFrame);
        for (int at = end.Length; (at = end.AsSpan(0, at).LastIndexOf(magic)) >= 0;)
        {
            int start = at + RowsWriter.SkippableHeader;
            if (start <= end.Length && BinaryPrimitives.ReadInt32LittleEndian(end.AsSpan(at + sizeof(uint))) == end.Length - start)
                return end[start..];
        }

        return [];
    }

    /// <summary>The name under which a file of this command is written.</summary>
    [GeneratedRegex(@"^[0-9a-f]{32}\.[a-z.]+\.[0-9a-f]{12}\.tmp$")]
    private static partial Regex Unfinished();
}
