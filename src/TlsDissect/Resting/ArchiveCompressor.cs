using System.Buffers;
using TlsDissect.Transport;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace TlsDissect.Resting;

/// <summary>
/// Compresses the logs of resting connections (<see cref="RecordArchive"/>) with zstd and a dictionary of earlier logs. It does not
/// interpret the logs.
/// </summary>
/// <remarks>
/// The dictionary doubles with the first logs, up to <see cref="MaxDictionary"/>. Later it is replaced by recent logs from time to time,
/// because clients and servers change. Buffers of fixed size, also outside the heap, are allocated with the first resting connection: at
/// most 1.5 MB per dissector.
/// </remarks>
/// <param name="memory">Counts dictionaries that older archives keep; <c>null</c> if nothing counts them.</param>
internal sealed class ArchiveCompressor(MemoryAccount? memory = null) : IDisposable
{
    /// <summary>Size for about 100 handshakes of TLS 1.2 with the servers' certificates, or 640 of TLS 1.3.</summary>
    public const int MaxDictionary = 256 << 10;

    /// <summary>
    /// A dictionary is replaced when the archives compressed with it are this many times as large. So dictionaries take a small part of the
    /// memory.
    /// </summary>
    private const int ReplacedAfter = 64;

    /// <summary>
    /// The fastest level except the negative ones. Higher levels do not make these logs smaller, because the rest are random bytes.
    /// </summary>
    private const int Level = 1;

    /// <summary>Number of index entries for a dictionary, as a power of two. Enough for all of it.</summary>
    private const int HashLog = 16;

    private Compressor? _compressor;
    private Decompressor? _decompressor;
    private ArchiveDictionary _dictionary = new([], memory);

    /// <summary>The dictionary that <see cref="_decompressor"/> was last used with.</summary>
    private ArchiveDictionary? _loaded;

    /// <summary>Logs for the next dictionary.</summary>
    private byte[] _recent = [];

    private int _recentLength;
    private long _compressed;

    /// <summary>Compresses a log.</summary>
    /// <param name="log">The bytes of a record archive.</param>
    /// <param name="dictionary">Needed to decompress it. Counts one archive more.</param>
    public byte[] Compress(ReadOnlySpan<byte> log, out ArchiveDictionary dictionary)
    {
        _compressor ??= CreateCompressor();
        byte[] buffer = ArrayPool<byte>.Shared.Rent(Compressor.GetCompressBound(log.Length));
        byte[] archive = buffer.AsSpan(0, _compressor.Wrap(log, buffer)).ToArray();
        ArrayPool<byte>.Shared.Return(buffer);
        dictionary = _dictionary;
        dictionary.Enter();
        _compressed += archive.Length;
        Learn(log);
        return archive;
    }

    /// <summary>Decompresses a log into a buffer of the array pool, which the caller returns.</summary>
    public byte[] Rent(ReadOnlySpan<byte> archive, ArchiveDictionary dictionary, out int length)
    {
        _decompressor ??= new Decompressor();
        if (_loaded != dictionary) _decompressor.LoadDictionary(dictionary.Bytes);
        _loaded = dictionary;
        byte[] buffer = ArrayPool<byte>.Shared.Rent(RecordArchive.MaxLength);
        length = _decompressor.Unwrap(archive, buffer);
        return buffer;
    }

    /// <summary>Releases memory outside the heap.</summary>
    public void Dispose()
    {
        _compressor?.Dispose();
        _decompressor?.Dispose();
        (_compressor, _decompressor, _loaded) = (null, null, null);
    }

    private Compressor CreateCompressor()
    {
        Compressor compressor = new(Level);
        compressor.SetParameter(ZSTD_cParameter.ZSTD_c_hashLog, HashLog);
        compressor.LoadDictionary(_dictionary.Bytes);
        return compressor;
    }

    private void Learn(ReadOnlySpan<byte> log)
    {
        int used = _dictionary.Bytes.Length;
        if (used == MaxDictionary && _compressed < ReplacedAfter * MaxDictionary) return;
        int added = Math.Min(log.Length, MaxDictionary - _recentLength);
        if (_recentLength + added > _recent.Length) Array.Resize(ref _recent, Math.Min(MaxDictionary, 2 * (_recentLength + added)));
        log[..added].CopyTo(_recent.AsSpan(_recentLength));
        _recentLength += added;
        if (_recentLength < Math.Min(MaxDictionary, 2 * used)) return;

        _dictionary.Replace();
        _dictionary = new ArchiveDictionary(_recent.AsSpan(0, _recentLength).ToArray(), memory);
        _compressor!.LoadDictionary(_dictionary.Bytes);
        _compressed = 0;
        if (_recentLength == MaxDictionary) (_recent, _recentLength) = ([], 0);
    }
}
