using System.Buffers.Binary;

namespace TlsDissect.Keys;

/// <summary>
/// Counts the connections that a key log has secrets of: distinct client randoms, session IDs and encrypted premaster secrets. It counts when it is asked and goes on from
/// there, so that a log that decrypts everything costs nothing. Safe for several threads.
/// </summary>
internal sealed class KeyLogCensus
{
    /// <summary>Connections past this number are not counted: the count takes 16 bytes for each.</summary>
    public const int MaxConnections = 100_000;

    private readonly Lock _lock = new();
    private readonly HashSet<long> _connections = [];
    private long _at;

    /// <summary>The connections so far; more than <see cref="MaxConnections"/> if there are more.</summary>
    public int Count(KeyLog log)
    {
        lock (_lock)
        {
            int most = int.MaxValue;
            while (_connections.Count <= MaxConnections && log.TryNext(ref _at, uint.MaxValue, ref most, out LoggedSecret logged))
                _connections.Add(BinaryPrimitives.ReadInt64LittleEndian(logged.ClientRandom.Span));
            return _connections.Count;
        }
    }
}
