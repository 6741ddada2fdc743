using TlsDissect.Protocol;

namespace TlsDissect.Capture.Tests.Making;

/// <summary>Keeps the connections that ended and the plaintext of both sides.</summary>
internal sealed class RecordingSink(bool wantsData = true) : IConnectionSink
{
    private readonly Dictionary<(long Id, Sender From), MemoryStream> _data = [];
    private long _serverBytes;

    public List<ConnectionSummary> Ended { get; } = [];

    /// <summary>Called when a connection has ended.</summary>
    public Action? OnEnded { get; init; }

    /// <summary>The plaintext of each side that has any.</summary>
    public IReadOnlyDictionary<(long Id, Sender From), byte[]> Data => _data.ToDictionary(side => side.Key, side => side.Value.ToArray());

    /// <summary>Plaintext of all servers so far; may be asked for on another thread.</summary>
    public long ServerBytes => Interlocked.Read(ref _serverBytes);

    /// <summary>Sides of which plaintext is missing.</summary>
    public HashSet<(long Id, Sender From)> Incomplete { get; } = [];

    public bool WantsApplicationData(ConnectionView connection) => wantsData;

    public void OnApplicationData(ConnectionView connection, ApplicationData data)
    {
        if (data.Plaintext.IsEmpty) return;
        if (!_data.TryGetValue((connection.Id, data.From), out MemoryStream? side))
            _data[(connection.Id, data.From)] = side = new MemoryStream();
        side.Write(data.Plaintext);
        if (data.From == Sender.Server) Interlocked.Add(ref _serverBytes, data.Plaintext.Length);
    }

    public void OnGap(ConnectionView connection, Sender from, long missing, StreamPosition position) =>
        Incomplete.Add((connection.Id, from));

    public void OnOpaqueData(ConnectionView connection, Sender from, int length, StreamPosition position) =>
        Incomplete.Add((connection.Id, from));

    public void OnEnd(ConnectionSummary connection)
    {
        Ended.Add(connection);
        OnEnded?.Invoke();
    }
}
