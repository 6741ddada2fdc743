using System.Buffers.Binary;
using System.IO.MemoryMappedFiles;
using Microsoft.Win32.SafeHandles;

namespace TlsDissect.Keys.Index;

/// <summary>
/// The secrets of key logs in one file, in order, which is mapped into memory and never changes. Opening it takes no longer for a billion
/// secrets than for one; the memory is the page cache's, which all processes of a machine share. Thread-safe.
/// </summary>
/// <remarks>
/// Places of secrets are their numbers in the file, from 1. A program that cuts the file short ends those that read it: it is made under
/// another name, gets its own when it is whole, and never changes.
/// </remarks>
internal sealed class KeyIndex : ILoggedSecrets, IDisposable
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly MappedBytes _entries;
    private readonly MappedBytes _longSecrets;
    private readonly MappedBytes _sources;
    private readonly KeyIndexHeader _header;
    private readonly KeyLogCensus _census = new();

    private KeyIndex(string path, MemoryMappedFile file, KeyIndexHeader header)
    {
        (Name, _file, _header) = (Path.GetFileName(path), file, header);
        _view = file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        SafeMemoryMappedViewHandle bytes = _view.SafeMemoryMappedViewHandle;
        _entries = new MappedBytes(bytes, KeyIndexHeader.Size, header.EntriesEnd - KeyIndexHeader.Size);
        _longSecrets = new MappedBytes(bytes, header.LongSecrets, header.SourceTable - header.LongSecrets);
        _sources = new MappedBytes(bytes, header.SourceTable, header.Length - header.SourceTable);
    }

    /// <summary>Its file's name without the folder.</summary>
    public string Name { get; }

    /// <summary>Number of secrets.</summary>
    public long Count => _header.Entries;

    /// <summary>Number of key logs that they are of.</summary>
    public int Sources => (int)_header.Sources;

    /// <summary>SHA-256 of the secrets and their keys, whatever logs they are of.</summary>
    public byte[] Digest => _header.Digest;

    /// <summary>The labels of all secrets, one bit each.</summary>
    internal uint Labels => _header.Labels;

    /// <summary>Whether a file begins as an index.</summary>
    public static bool IsIndex(ReadOnlySpan<byte> start) => start.StartsWith(KeyIndexHeader.Magic);

    /// <summary>Whether a file is an index. A pipe is not looked at.</summary>
    public static bool IsIndex(string path)
    {
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            Span<byte> start = stackalloc byte[KeyIndexHeader.Magic.Length];
            return file.CanSeek && file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && IsIndex(start);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Opens an index.</summary>
    /// <exception cref="KeyFileException">The file cannot be read, or is not a whole index.</exception>
    public static KeyIndex Open(string path)
    {
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            byte[] start = new byte[KeyIndexHeader.Size];
            int read = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
            if (KeyIndexHeader.Read(start.AsSpan(0, read), file.Length) is not KeyIndexHeader header)
                throw new KeyFileException($"{path}: is not a whole key index; make it again with 'tlsdissect keys index'");
            MemoryMappedFile mapped =
                MemoryMappedFile.CreateFromFile(file, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: false);
            return new KeyIndex(path, mapped, header);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw KeyFile.Problem(path, e);
        }
    }

    /// <inheritdoc/>
    public bool TryFindNext(in KeyLogKey key, ref long after, out KeyLogEntry entry)
    {
        entry = default;
        if (!Has(key.Label)) return false;
        Span<byte> wanted = stackalloc byte[KeyIndexEntry.KeySize];
        Span<byte> found = stackalloc byte[KeyIndexEntry.Size];
        KeyIndexEntry.WriteKey(key, wanted);
        long at = after == 0 ? FirstOf(wanted) : after;
        while (TryRead(at++, found) && KeyIndexEntry.CompareKeys(found, wanted) == 0)
        {
            if (!TryEntry(found, out entry)) continue;
            after = at;
            return true;
        }

        return false;
    }

    /// <inheritdoc/>
    public bool TryNext(ref long at, uint labels, ref int most, out LoggedSecret logged)
    {
        logged = default;
        if ((labels & _header.Labels) == 0)
        {
            at = Count;
            return false;
        }

        Span<byte> entry = stackalloc byte[KeyIndexEntry.Size];
        while (most > 0 && TryRead(at, entry))
        {
            at++;
            most--;
            KeyLogLabel label = KeyIndexEntry.Label(entry);
            if ((labels >> (int)label & 1) == 0 || !TryEntry(entry, out KeyLogEntry value)) continue;
            logged = new LoggedSecret(label, KeyIndexEntry.Generation(entry), KeyIndexEntry.Identity(entry).ToArray(), value.Secret)
            {
                Entry = value,
            };
            return true;
        }

        return false;
    }

    /// <inheritdoc/>
    public bool Has(KeyLogLabel label) => (_header.Labels >> (int)label & 1) != 0;

    /// <inheritdoc/>
    public bool HasNext(long at) => at < Count;

    /// <summary>Counts the connections that the secrets belong to, as <see cref="KeyLogCensus"/> does.</summary>
    public int CountConnections() => _census.Count(this);

    /// <summary>A key log, by its number.</summary>
    public KeyIndexSource Source(int index) => KeyIndexSources.Read(_sources, Sources, index);

    /// <summary>Reads an entry; returns <c>false</c> after the last.</summary>
    /// <param name="at">Its number, from 0.</param>
    /// <param name="entry">Receives it.</param>
    internal bool TryRead(long at, Span<byte> entry) => _entries.TryRead(at * KeyIndexEntry.Size, entry[..KeyIndexEntry.Size]);

    /// <summary>Reads the secret of an entry; returns <c>false</c> if the file is damaged.</summary>
    internal bool TrySecret(ReadOnlySpan<byte> entry, out byte[] secret)
    {
        secret = KeyIndexEntry.IsLong(entry) ? new byte[KeyIndexEntry.Length(entry)] : KeyIndexEntry.Secret(entry).ToArray();
        return !KeyIndexEntry.IsLong(entry) || _longSecrets.TryRead((long)KeyIndexEntry.Place(entry), secret);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
    }

    /// <summary>The value of an entry, unless it cannot be one of a key log: the file is an input.</summary>
    private bool TryEntry(ReadOnlySpan<byte> entry, out KeyLogEntry value)
    {
        value = default;
        if (!KeyLogLineReader.MayBeAsLong(KeyIndexEntry.Label(entry), KeyIndexEntry.Length(entry)) ||
            !TrySecret(entry, out byte[] secret)) return false;
        string source = Path.GetFileName(Source((int)KeyIndexEntry.Source(entry)).Path ?? "");
        value = new KeyLogEntry(secret, source, FromSecretsBlock: false);
        return true;
    }

    /// <summary>
    /// The number of the first entry that is not before a key. Client randoms are evenly spread, so that a guess by proportion is close;
    /// every other step halves what is left, whatever the values.
    /// </summary>
    private long FirstOf(ReadOnlySpan<byte> key)
    {
        Span<byte> entry = stackalloc byte[KeyIndexEntry.Size];
        (long low, long high) = (0, Count);
        (UInt128 least, UInt128 most) = (0, (UInt128)1 << 64);
        UInt128 wanted = BinaryPrimitives.ReadUInt64BigEndian(key);
        for (bool byProportion = true; low < high; byProportion = !byProportion)
        {
            long middle = low + (high - low) / 2;
            if (byProportion && wanted >= least && wanted < most)
                middle = low + (long)((wanted - least) * (UInt128)(ulong)(high - low) / (most - least));
            if (!TryRead(middle, entry)) return Count;
            UInt128 there = BinaryPrimitives.ReadUInt64BigEndian(entry);
            if (KeyIndexEntry.CompareKeys(entry, key) < 0) (low, least) = (middle + 1, there);
            else (high, most) = (middle, there);
        }

        return low;
    }
}
