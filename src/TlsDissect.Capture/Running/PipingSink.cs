using System.Globalization;
using TlsDissect.Protocol;

namespace TlsDissect.Capture.Running;

/// <summary>
/// Passes every event on, and writes plaintext to pipes, but for that of QUIC: a pipe for each side would mix its streams. The user's sink
/// gets only the plaintext that it wants.
/// </summary>
internal sealed class PipingSink(IConnectionSink inner, PlaintextPipes pipes) : ForwardingSink(inner)
{
    /// <summary>The connections whose data the user's sink does not want.</summary>
    private readonly HashSet<ConnectionSummary> _unwanted = [];

    public override bool WantsApplicationData(ConnectionView connection)
    {
        bool isWanted = base.WantsApplicationData(connection);
        if (!HasPipes(connection)) return isWanted;
        if (!isWanted) _unwanted.Add(connection.Summary);
        return true;
    }

    public override void OnApplicationData(ConnectionView connection, ApplicationData data)
    {
        if (HasPipes(connection)) pipes.Write(connection, data);
        if (IsWanted(connection)) base.OnApplicationData(connection, data);
    }

    public override void OnOpaqueData(ConnectionView connection, Sender from, int length, StreamPosition position)
    {
        if (HasPipes(connection) && pipes.IsWhole(connection, from))
            pipes.Break(connection, from, Text($"a record could not be decrypted (packet {position.Packet:N0})"));
        if (IsWanted(connection)) base.OnOpaqueData(connection, from, length, position);
    }

    public override void OnGap(ConnectionView connection, Sender from, long missing, StreamPosition position)
    {
        if (HasPipes(connection) && pipes.IsWhole(connection, from))
            pipes.Break(connection, from,
                missing > 0
                    ? Text($"{missing:N0} bytes were not captured (before packet {position.Packet:N0})")
                    : Text($"{MissingText.Record(connection.Summary.Transport)} (packet {position.Packet:N0})"));
        if (IsWanted(connection)) base.OnGap(connection, from, missing, position);
    }

    public override void OnSkippedBytes(ConnectionView connection, Sender from, long bytes, StreamPosition position)
    {
        if (HasPipes(connection) && pipes.IsWhole(connection, from))
        {
            string what = MissingText.NotReadable(connection.Summary.Transport);
            pipes.Break(connection, from, Text($"{bytes:N0} bytes {what} (packet {position.Packet:N0})"));
        }

        if (IsWanted(connection)) base.OnSkippedBytes(connection, from, bytes, position);
    }

    public override void OnInternalError(ConnectionView connection, Exception exception)
    {
        if (HasPipes(connection))
        {
            pipes.Break(connection, Sender.Client, "an internal error ended the connection");
            pipes.Break(connection, Sender.Server, "an internal error ended the connection");
        }

        base.OnInternalError(connection, exception);
    }

    public override void OnEnd(ConnectionSummary connection)
    {
        pipes.End(connection);
        _unwanted.Remove(connection);
        base.OnEnd(connection);
    }

    private static bool HasPipes(ConnectionView connection) => connection.Summary.Transport != TransportKind.Quic;

    private bool IsWanted(ConnectionView connection) => !_unwanted.Contains(connection.Summary);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
