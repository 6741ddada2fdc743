using TlsDissect.Transport;

namespace TlsDissect.Resting;

/// <summary>A connection that may come to rest.</summary>
internal interface IRestable
{
    /// <summary>Rests, if still possible.</summary>
    void Rest();
}

/// <summary>
/// Lets connections rest whose handshake is over and that no key decrypts: all but the latest <see cref="DissectorOptions.MaxAwake"/>
/// concurrent ones.
/// </summary>
internal sealed class IdleStore(int maxAwake, MemoryAccount memory) : IDisposable
{
    private readonly Queue<IRestable> _awake = new();

    /// <summary>Compresses the archives of resting connections.</summary>
    public ArchiveCompressor Compressor { get; } = new(memory);

    /// <summary>Adds a connection that may rest.</summary>
    public void Add(IRestable connection) => _awake.Enqueue(connection);

    /// <summary>Lets connections rest. Called while no connection is being read.</summary>
    public void Settle()
    {
        while (_awake.Count > maxAwake) _awake.Dequeue().Rest();
    }

    /// <summary>Releases the compressor. No connection rests any more.</summary>
    public void Dispose() => Compressor.Dispose();
}
