using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using ZstdSharp;

namespace TlsDissect.Cli.Scan;

/// <summary>Reads what an earlier run wrote about a capture.</summary>
internal static partial class RowsFile
{
    /// <summary>The age of a file that a killed run left. No capture takes so long between two rows.</summary>
    private static readonly TimeSpan MaxUnfinished = TimeSpan.FromDays(1);

    /// <summary>Rows of the scan itself in other formats than JSON. Longer frames are not ours.</summary>
    private const int MaxFrame = 16 << 20;

    /// <summary>Looks at the rows of a capture, once.</summary>
    /// <param name="path">The file.</param>
    /// <param name="reasons">Reasons to look for; <c>null</c> for none.</param>
    public static RowsState Look(string path, IReadOnlySet<string>? reasons)
    {
        RowsState state = default;
        bool isFirst = true;
        foreach (string row in OwnRows(path))
        {
            if (isFirst) state = new RowsState { Identity = ScanIdentity.Read(row) };
            else if (row.StartsWith("{\"type\":\"failure\"", StringComparison.Ordinal)) state = state with { HasFailed = true };
            else if (reasons is not null && GivesReason(row, reasons)) state = state with { HasReason = true };
            isFirst = false;
        }

        return state;
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

    /// <summary>The rows of JSON; of other formats, those in skippable frames.</summary>
    private static IEnumerable<string> OwnRows(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16);
        if (TryFrame(file, out byte[] first))
        {
            foreach (string row in Lines(first)) yield return row;
            foreach (string row in Lines(LastFrame(file))) yield return row;
            yield break;
        }

        file.Position = 0;
        using DecompressionStream rows = new(file, leaveOpen: true);
        using StreamReader reader = new(rows, new UTF8Encoding(false), false, 1 << 16);
        while (NextLine(reader) is string row) yield return row;
    }

    /// <summary>The next row; <c>null</c> at the end, and if what follows is not compressed rows.</summary>
    private static string? NextLine(StreamReader reader)
    {
        try
        {
            return reader.ReadLine();
        }
        catch (Exception e) when (e is ZstdException or IOException)
        {
            return null;
        }
    }

    private static string[] Lines(byte[] rows) => Encoding.UTF8.GetString(rows).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static bool TryFrame(FileStream file, out byte[] content)
    {
        content = [];
        Span<byte> header = stackalloc byte[RowsWriter.SkippableHeader];
        if (file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) < header.Length) return false;
        if (BinaryPrimitives.ReadUInt32LittleEndian(header) != RowsWriter.SkippableFrame) return false;
        int length = BinaryPrimitives.ReadInt32LittleEndian(header[sizeof(uint)..]);
        if (length is < 0 or > MaxFrame) return false;
        content = new byte[length];
        return file.ReadAtLeast(content, length, throwOnEndOfStream: false) == length;
    }

    /// <summary>The frame after the rows: found from the end of the file.</summary>
    private static byte[] LastFrame(FileStream file)
    {
        // The magic number is looked for from the end: our own last frame ends the file.
        byte[] end = new byte[Math.Min(file.Length, MaxFrame)];
        file.Position = file.Length - end.Length;
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

    private static bool GivesReason(string row, IReadOnlySet<string> reasons)
    {
        if (!reasons.Any(reason => row.Contains($"\"{reason}\"", StringComparison.Ordinal))) return false;
        using JsonDocument connection = JsonDocument.Parse(row);
        return connection.RootElement.TryGetProperty("decryption", out JsonElement decryption) &&
            decryption.ValueKind == JsonValueKind.Object && decryption.TryGetProperty("reason", out JsonElement reason) &&
            reason.ValueKind == JsonValueKind.String && reasons.Contains(reason.GetString()!);
    }

    /// <summary>The name under which a file of this command is written.</summary>
    [GeneratedRegex(@"^[0-9a-f]{32}\.[a-z.]+\.[0-9a-f]{12}\.tmp$")]
    private static partial Regex Unfinished();
}
