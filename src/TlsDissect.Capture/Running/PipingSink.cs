using System.Globalization;
using TlsDissect.Protocol;

namespace TlsDissect.Capture.Running;

/// <summary>Passes every event on, and writes plaintext to pipes. The user's sink gets only the plaintext that it wants.</summary>
internal sealed class PipingSink(IConnectionSink inner, PlaintextPipes pipes) : ForwardingSink(inner)
{
    /// <summary>The connections whose data the user's sink does not want.</summary>
    private readonly HashSet<ConnectionSummary> _unwanted = [];

    public override bool WantsApplicationData(ConnectionView connection)
    {
        if (!base.WantsApplicationData(connection)) _unwanted.Add(connection.Summary);
        return true;
    }

    public override void OnApplicationData(ConnectionView connection, ApplicationData data)
    {
        pipes.Write(connection, data);
        if (IsWanted(connection)) base.OnApplicationData(connection, data);
    }

    public override void OnOpaqueData(ConnectionView connection, Sender from, int length, StreamPosition position)
    {
        if (pipes.IsWhole(connection, from))
            pipes.Break(connection, from, Text($"a record could not be decrypted (packet {position.Packet:N0})"));
        if (IsWanted(connection)) base.OnOpaqueData(connection, from, length, position);
    }

    public override void OnGap(ConnectionView connection, Sender from, long missing, StreamPosition position)
    {
        if (pipes.IsWhole(connection, from))
            pipes.Break(connection, from,
                missing > 0
                    ? Text($"{missing:N0} bytes were not captured (before packet {position.Packet:N0})")
                    : Text($"{MissingText.Record(connection.Summary.Transport)} (packet {position.Packet:N0})"));
        if (IsWanted(connection)) base.OnGap(connection, from, missing, position);
    }

    public override void OnSkippedBytes(ConnectionView connection, Sender from, long bytes, StreamPosition position)
    {
        if (pipes.IsWhole(connection, from))
            pipes.Break(connection, from, Text($"{bytes:N0} bytes could not be read as TLS records (packet {position.Packet:N0})"));
        if (IsWanted(connection)) base.OnSkippedBytes(connection, from, bytes, position);
    }

    public override void OnInternalError(ConnectionView connection, Exception exception)
    {
        foreach (Sender from in (ReadOnlySpan<Sender>)[Sender.Client, Sender.Server])
            pipes.Break(connection, from, "an internal error ended the connection");
        base.OnInternalError(connection, exception);
    }

    public override void OnEnd(ConnectionSummary connection)
    {
        pipes.End(connection);
        _unwanted.Remove(connection);
        base.OnEnd(connection);
    }

    private bool IsWanted(ConnectionView connection) => !_unwanted.Contains(connection.Summary);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
