using TlsDissect.Transport;

namespace TlsDissect.Resting;

/// <summary>A connection that may come to rest.</summary>
internal interface IRestable
{
    /// <summary>Rests, if that is still possible.</summary>
    void Rest();
}

/// <summary>
/// Lets connections rest whose handshake is over and that no key decrypts: all concurrent ones but the last <see cref="DissectorOptions.MaxAwake"/> that came so far.
/// </summary>
internal sealed class IdleStore(int maxAwake, MemoryAccount memory) : IDisposable
{
    private readonly Queue<IRestable> _awake = new();

    /// <summary>Compresses what they keep.</summary>
    public ArchiveCompressor Compressor { get; } = new(memory);

    /// <summary>A connection may rest.</summary>
    public void Add(IRestable connection) => _awake.Enqueue(connection);

    /// <summary>Called while no connection is at work.</summary>
    public void Settle()
    {
        while (_awake.Count > maxAwake) _awake.Dequeue().Rest();
    }

    /// <summary>No connection rests any more.</summary>
    public void Dispose() => Compressor.Dispose();
}
