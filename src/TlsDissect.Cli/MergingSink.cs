using System.Buffers;
using TlsDissect.Connections;
using TlsDissect.Protocol;
using TlsDissect.Tcp;

namespace TlsDissect.Cli;

/// <summary>Passes events on to a sink that writes into a buffer, and what it wrote at a connection's end on to its place in the whole output.</summary>
internal sealed class MergingSink(IConnectionSink inner, ArrayBufferWriter<byte> buffer, OrderedMerge merge, int part, DissectionRun run, RunSummary summary) : IConnectionSink
{
    public bool WantsApplicationData(ConnectionSummary connection) => inner.WantsApplicationData(connection);

    public void OnMessage(ConnectionSummary connection, MessageEntry message) => inner.OnMessage(connection, message);

    public void OnAlert(ConnectionSummary connection, AlertEntry alert) => inner.OnAlert(connection, alert);

    public void OnApplicationData(ConnectionSummary connection, in ApplicationData data) => inner.OnApplicationData(connection, data);

    public void OnGap(ConnectionSummary connection, Sender from, long missing, StreamPosition position) => inner.OnGap(connection, from, missing, position);

    public void OnOpaqueData(ConnectionSummary connection, Sender from, int length, StreamPosition position) => inner.OnOpaqueData(connection, from, length, position);

    public void OnHandshake(ConnectionSummary connection, StreamPosition position) => inner.OnHandshake(connection, position);

    public void OnSecret(ConnectionSummary connection, in ProvedSecret secret) => inner.OnSecret(connection, secret);

    public void OnEnd(ConnectionSummary connection)
    {
        inner.OnEnd(connection);
        summary.Add(connection);
        merge.Add(part, new OrderedMerge.Place(run.FinalizedAt, connection.Last.Packet, connection.Id), buffer.WrittenSpan);
        buffer.ResetWrittenCount();
    }
}
