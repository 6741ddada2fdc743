using TlsDissect.Connections.Datagrams;
using TlsDissect.Protocol;

namespace TlsDissect.Connections.Quic;

/// <summary>The state of the packets that one side of a connection sends: their numbers, handshake messages and connection IDs.</summary>
internal sealed class QuicSide(int side, int maxMessageLength) : IDisposable
{
    /// <summary>Number of connection IDs that a side may issue before the first ones are forgotten.</summary>
    private const int MaxIds = 64;

    /// <summary>Number of stateless reset tokens that are kept.</summary>
    private const int MaxTokens = 16;

    private readonly EpochRecords?[] _spaces = new EpochRecords?[3];
    private readonly CryptoStream?[] _crypto = new CryptoStream?[3];
    private CryptoStream? _initialAfterRetry;
    private readonly List<ConnectionId> _ids = [];
    private readonly List<byte[]> _resetTokens = [];

    public int Side { get; } = side;

    /// <summary>Whether any of its packets was captured.</summary>
    public bool HasSent { get; set; }

    /// <summary>The packet of its last handshake message.</summary>
    public StreamPosition MessageAt { get; set; }

    /// <summary>Whether a 1-RTT packet of it was captured.</summary>
    public bool HasSentOneRtt { get; set; }

    /// <summary>Length of the connection ID in short headers to it; <c>null</c> if it is not known.</summary>
    public int? IdLength { get; set; }

    /// <summary>The connection IDs in packets to it, as many as are kept.</summary>
    public IReadOnlyList<ConnectionId> Ids => _ids;

    /// <summary>Number of key updates, as far as its packets were decrypted.</summary>
    public int KeyUpdates { get; set; }

    /// <summary>The stateless reset tokens that it may send.</summary>
    public IReadOnlyList<byte[]> ResetTokens => _resetTokens;

    /// <summary>Bytes of memory used.</summary>
    public long Held
    {
        get
        {
            long held = 300 + 40 * _ids.Count + 64 * _resetTokens.Count;
            foreach (EpochRecords? space in _spaces) held += space?.Held ?? 0;
            foreach (CryptoStream? crypto in _crypto) held += crypto?.Held ?? 0;
            return held + (_initialAfterRetry?.Held ?? 0);
        }
    }

    /// <summary>The number space of an epoch. Early data and what follows the handshake share one (RFC 9000 §12.3).</summary>
    public EpochRecords SpaceOf(int epoch) => _spaces[IndexOf(epoch)] ??= new EpochRecords(SharedEpoch(epoch));

    /// <summary>Whether data waits for packets before it.</summary>
    public bool HasWaitingData => _spaces[IndexOf((int)Epoch.Application)]?.Order is { IsEmpty: false };

    /// <summary>The number spaces in use.</summary>
    public IEnumerable<EpochRecords> Spaces => _spaces.OfType<EpochRecords>();

    /// <summary>The data of CRYPTO frames of an epoch.</summary>
    public CryptoStream CryptoOf(int epoch) => _crypto[IndexOf(epoch)] ??= new CryptoStream(maxMessageLength);

    /// <summary>The data of CRYPTO frames in Initial packets after a Retry, where the client sends its hello again.</summary>
    public CryptoStream InitialAfterRetry => _initialAfterRetry ??= new CryptoStream(maxMessageLength);

    /// <summary>Whether that was another hello, so that what follows it counts.</summary>
    public bool HasOtherHello { get; set; }

    /// <summary>Whether that was the same hello.</summary>
    public bool IsSameAgain { get; set; }

    /// <summary>The data of CRYPTO frames, with the epoch of each; after a Retry, that which counts.</summary>
    public IEnumerable<(int Epoch, CryptoStream Data)> Crypto
    {
        get
        {
            for (int i = 0; i < _crypto.Length; i++)
            {
                CryptoStream? crypto = i == 0 && HasOtherHello ? InitialAfterRetry : _crypto[i];
                if (crypto is not null) yield return (i == 0 ? 0 : i + 1, crypto);
            }
        }
    }

    private static int IndexOf(int epoch) => (Epoch)epoch switch
    {
        Epoch.Initial => 0,
        Epoch.Handshake => 1,
        _ => 2,
    };

    private static int SharedEpoch(int epoch) => epoch == (int)Epoch.EarlyData ? (int)Epoch.Application : epoch;

    /// <summary>
    /// Notes a connection ID in packets to it. Returns the oldest one, if that is forgotten to make room; otherwise an empty one.
    /// </summary>
    public ConnectionId AddId(in ConnectionId id)
    {
        _ids.Add(id);
        if (_ids.Count <= MaxIds) return default;
        ConnectionId oldest = _ids[0];
        _ids.RemoveAt(0);
        return oldest;
    }

    /// <summary>Notes a stateless reset token that it may send.</summary>
    public void AddResetToken(ReadOnlySpan<byte> token)
    {
        if (_resetTokens.Count == MaxTokens) _resetTokens.RemoveAt(0);
        _resetTokens.Add(token.ToArray());
    }

    public void Dispose()
    {
        foreach (CryptoStream? crypto in _crypto) crypto?.Dispose();
        _initialAfterRetry?.Dispose();
        _initialAfterRetry = null;
        Array.Clear(_crypto);
    }
}
