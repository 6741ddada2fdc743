using TlsDissect.Transport;

namespace TlsDissect.Output.Follow;

/// <summary>
/// Where plaintext waits for its connection's end, in blocks: the first few in memory, the others in one unnamed file, readable by its owner alone
/// and gone when the run is. Blocks are used again, so it is as large as what waits at one time, not as the capture.
/// </summary>
/// <param name="memory">Counts the memory of incomplete blocks; <c>null</c> where nothing counts it.</param>
internal sealed class SpoolFile(MemoryAccount? memory = null) : IDisposable
{
    /// <summary>Bytes in a block.</summary>
    public const int BlockSize = 16 << 10;

    /// <summary>Blocks kept in memory: 4 MiB.</summary>
    public const int MemoryBlocks = 256;

    private readonly List<byte[]> _memory = [];
    private readonly Stack<int> _free = new();
    private FileStream? _file;
    private int _count;

    /// <summary>Counts the memory of blocks that are not full yet.</summary>
    public MemoryAccount? Memory { get; } = memory;

    /// <summary>Blocks that were ever in use at one time.</summary>
    public int Count => _count;

    /// <summary>Keeps a whole block.</summary>
    /// <returns>Its number.</returns>
    public int Write(ReadOnlySpan<byte> block)
    {
        // The lowest number is not sought: a block in the file is in the page cache anyway.
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
            if (read == 0) throw new EndOfStreamException("the temporary file for plaintext was cut short");
            bytes = bytes[read..];
            offset += read;
        }
    }

    /// <summary>The block's place may be used again.</summary>
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
        // Without a name nothing is left behind, whatever ends the program.
        if (!OperatingSystem.IsWindows()) File.Delete(path);
        return file;
    }
}
