using TlsDissect.Transport;

namespace TlsDissect.Output.Follow;

/// <summary>
/// Stores plaintext until its connection ends, in blocks. The first few are in memory, the others in one unnamed file that only its owner
/// can read and that is deleted with the run. Blocks are reused, so it is as large as the data that waits at one time, not as the capture.
/// </summary>
/// <param name="memory">Counts the memory of incomplete blocks; <c>null</c> if nothing counts it.</param>
internal sealed class SpoolFile(MemoryAccount? memory = null) : IDisposable
{
    /// <summary>Size of a block in bytes.</summary>
    public const int BlockSize = 16 << 10;

    /// <summary>Number of blocks kept in memory: 4 MiB.</summary>
    public const int MemoryBlocks = 256;

    private readonly List<byte[]> _memory = [];
    private readonly Stack<int> _free = new();
    private FileStream? _file;
    private int _count;

    /// <summary>Counts the memory of blocks that are not full yet.</summary>
    public MemoryAccount? Memory { get; } = memory;

    /// <summary>Maximum number of blocks in use at one time so far.</summary>
    public int Count => _count;

    /// <summary>Stores a whole block.</summary>
    /// <returns>Its number.</returns>
    public int Write(ReadOnlySpan<byte> block)
    {
        // Not necessarily the lowest number, because a block in the file is in the page cache anyway.
        int number = _free.Count > 0 ? _free.Pop() : _count++;
        if (number < MemoryBlocks)
        {
            if (number == _memory.Count) _memory.Add(new byte[BlockSize]);
            block.CopyTo(_memory[number]);
        }
        else
        {
            _file ??= Create();
            RandomAccess.Write(_file.SafeFileHandle, block, Offset(number));
        }

        return number;
    }

    /// <summary>Reads a part of a block.</summary>
    public void Read(int number, int at, Span<byte> bytes)
    {
        if (number < MemoryBlocks)
        {
            _memory[number].AsSpan(at, bytes.Length).CopyTo(bytes);
            return;
        }

        long offset = Offset(number) + at;
        while (!bytes.IsEmpty)
        {
            int read = RandomAccess.Read(_file!.SafeFileHandle, bytes, offset);
            if (read == 0) throw new EndOfStreamException("the temporary file for plaintext was truncated");
            bytes = bytes[read..];
            offset += read;
        }
    }

    /// <summary>Frees a block, so that its place may be reused.</summary>
    public void Free(int number) => _free.Push(number);

    public void Dispose()
    {
        _file?.Dispose();
        Memory?.Dispose();
    }

    private static long Offset(int number) => (long)(number - MemoryBlocks) * BlockSize;

    private static FileStream Create()
    {
        FileStreamOptions options = new()
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            Options = FileOptions.DeleteOnClose,
        };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        string path = Path.Combine(Path.GetTempPath(), $"tlsdissect-{Guid.NewGuid():n}");
        FileStream file = new(path, options);
        // Without a name, nothing is left behind however the program ends.
        if (!OperatingSystem.IsWindows()) File.Delete(path);
        return file;
    }
}
