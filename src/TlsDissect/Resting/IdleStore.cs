using TlsDissect.Connections;
using TlsDissect.Transport;

namespace TlsDissect.Resting;

/// <summary>
/// Lets connections rest whose handshake is over and that nothing opens: of many that are open at once, all but the last <see cref="DissectorOptions.MaxAwake"/>
/// that came so far.
/// </summary>
internal sealed class IdleStore(int maxAwake, MemoryAccount memory) : IDisposable
{
    private readonly Queue<TlsConnection> _awake = new();

    /// <summary>Makes what they keep small.</summary>
    public ArchiveCompressor Compressor { get; } = new(memory);

    /// <summary>A connection could rest.</summary>
    public void Add(TlsConnection connection) => _awake.Enqueue(connection);

    /// <summary>Called where no connection is at work.</summary>
    public void Settle()
    {
        while (_awake.Count > maxAwake) _awake.Dequeue().Rest();
    }

    /// <summary>No connection rests any more.</summary>
    public void Dispose() => Compressor.Dispose();
}
