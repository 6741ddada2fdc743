using System.Buffers.Binary;

namespace TlsDissect.Keys;

/// <summary>
/// Counts the connections that a key log has secrets for: distinct client randoms, session IDs and encrypted premaster secrets. It counts
/// only when asked and continues from there, so that a log that decrypts everything costs nothing. Thread-safe.
/// </summary>
internal sealed class KeyLogCensus
{
    /// <summary>Maximum number of connections counted. The count takes 16 bytes for each.</summary>
    public const int MaxConnections = 100_000;

    /// <summary>All labels but those of an encrypted ClientHello: its connection has others, under another random.</summary>
    private const uint Counted = ~(1u << (int)KeyLogLabel.EchSecret | 1u << (int)KeyLogLabel.EchConfig);

    private readonly Lock _lock = new();
    private readonly HashSet<long> _connections = [];
    private long _at;

    /// <summary>Returns the number of connections so far; more than <see cref="MaxConnections"/> if there are more.</summary>
    public int Count(ILoggedSecrets log)
    {
        lock (_lock)
        {
            int most = int.MaxValue;
            while (_connections.Count <= MaxConnections && log.TryNext(ref _at, Counted, ref most, out LoggedSecret logged))
                _connections.Add(BinaryPrimitives.ReadInt64LittleEndian(logged.ClientRandom.Span));
            return _connections.Count;
        }
    }
}
