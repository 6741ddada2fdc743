using System.Security.Cryptography;

namespace TlsDissect.Keys.Index;

/// <summary>
/// Merges the secrets of key logs, and of an index that exists, into a new index. Memory does not grow with their number; a temporary file
/// of 96 bytes a secret does.
/// </summary>
internal sealed class KeyIndexBuilder : ISecretTarget, IDisposable
{
    /// <summary>Entries that are sorted in memory: 96 MB.</summary>
    private const int DefaultCapacity = 1_000_000;

    private readonly KeyIndex? _before;
    private readonly Func<FileStream> _makeTemporary;
    private readonly KeyIndexRuns _runs;
    private readonly FileStream _longSecrets;
    private readonly List<KeyIndexSource> _sources = [];
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private uint _order;

    /// <param name="before">An index whose secrets are kept; <c>null</c> for none. Not owned.</param>
    /// <param name="makeTemporary">Makes a temporary file that no one else can read.</param>
    /// <param name="capacity">Entries that are sorted in memory.</param>
    public KeyIndexBuilder(KeyIndex? before, Func<FileStream> makeTemporary, int capacity = DefaultCapacity)
    {
        (_before, _makeTemporary) = (before, makeTemporary);
        _runs = new KeyIndexRuns(makeTemporary(), capacity);
        _longSecrets = makeTemporary();
        for (int i = 0; i < (before?.Sources ?? 0); i++)
        {
            KeyIndexSource source = before!.Source(i);
            _numbers[source.Path ?? ""] = i;
            _sources.Add(source);
        }
    }

    /// <summary>Number of lines that are neither secrets, comments nor empty.</summary>
    public long InvalidLines { get; private set; }

    /// <summary>Whether a key log was read before and has not changed since.</summary>
    public bool IsKnown(in KeyIndexSource source) => _numbers.TryGetValue(source.Path, out int number) && _sources[number] == source;

    /// <summary>Reads a key log. Secrets that are known already are not added again.</summary>
    /// <returns>The counts of its lines.</returns>
    /// <exception cref="KeyFileException">It cannot be read.</exception>
    public KeyLogParser Load(string path, in KeyIndexSource source)
    {
        if (!_numbers.TryGetValue(source.Path, out int number))
        {
            _numbers[source.Path] = number = _sources.Count;
            // Without size and time until all of it is read.
            _sources.Add(source with { Size = 0, Modified = 0 });
        }

        _order = 0;
        KeyLogParser feed = new(this, number);
        KeyLogFile.Read(path, feed);
        _sources[number] = source;
        return feed;
    }

    /// <inheritdoc/>
    public void Add(in KeyLogKey key, ReadOnlySpan<byte> secret, int source)
    {
        Span<byte> entry = stackalloc byte[KeyIndexEntry.Size];
        KeyIndexEntry.WriteKey(key, entry);
        KeyIndexEntry.WriteSecret(entry, secret, (uint)source, _order++, (ulong)_longSecrets.Position);
        if (KeyIndexEntry.IsLong(entry)) _longSecrets.Write(secret);
        _runs.Add(entry);
    }

    /// <inheritdoc/>
    public void CountJunk(int source) => InvalidLines++;

    /// <summary>Writes the index.</summary>
    /// <param name="output">A new file.</param>
    /// <param name="stop">Ends it early.</param>
    /// <returns>Number of secrets in it.</returns>
    /// <exception cref="OperationCanceledException">It was ended early.</exception>
    public long Write(FileStream output, CancellationToken stop = default)
    {
        byte[] header = new byte[KeyIndexHeader.Size];
        output.Write(header);
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        (long count, uint labels) = (0, 0);
        byte[] written = new byte[KeyIndexEntry.Size];
        using FileStream longSecrets = _makeTemporary();
        foreach (ReadOnlyMemory<byte> entry in KeyIndexGroups.Numbered(_runs.Sorted(Before())))
        {
            if ((count & 0xffff) == 0) stop.ThrowIfCancellationRequested();
            entry.CopyTo(written);
            if (KeyIndexEntry.IsLong(written)) MoveLongSecret(written, longSecrets);
            output.Write(written);
            KeyIndexEntry.AppendTo(hash, written);
            labels |= 1u << (int)KeyIndexEntry.Label(written);
            count++;
        }

        KeyIndexHeader made = new()
        {
            Entries = count,
            Labels = labels,
            Sources = (uint)_sources.Count,
            LongSecrets = KeyIndexHeader.Size + count * KeyIndexEntry.Size,
            Digest = hash.GetHashAndReset(),
        };
        longSecrets.Position = 0;
        longSecrets.CopyTo(output);
        made = made with { SourceTable = output.Position };
        output.Write(KeyIndexSources.Write(_sources));
        made = made with { Length = output.Position };
        made.Write(header);
        output.Position = 0;
        output.Write(header);
        output.Flush(flushToDisk: true);
        return count;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _runs.Dispose();
        _longSecrets.Dispose();
    }

    /// <summary>The entries of the index before. Long secrets are copied to those that were read now.</summary>
    private IEnumerable<ReadOnlyMemory<byte>> Before()
    {
        byte[] entry = new byte[KeyIndexEntry.Size];
        for (long at = 0; _before?.TryRead(at, entry) == true; at++)
        {
            if (KeyIndexEntry.IsLong(entry))
            {
                if (!_before.TrySecret(entry, out byte[] secret)) continue;
                KeyIndexEntry.SetPlace(entry, (ulong)_longSecrets.Length);
                _longSecrets.Position = _longSecrets.Length;
                _longSecrets.Write(secret);
            }

            yield return entry;
        }
    }

    /// <summary>Copies the long secret of an entry that stays, and sets its place.</summary>
    private void MoveLongSecret(Span<byte> entry, FileStream longSecrets)
    {
        byte[] secret = new byte[KeyIndexEntry.Length(entry)];
        _longSecrets.Position = (long)KeyIndexEntry.Place(entry);
        _longSecrets.ReadExactly(secret);
        KeyIndexEntry.SetPlace(entry, (ulong)longSecrets.Position);
        longSecrets.Write(secret);
    }
}
