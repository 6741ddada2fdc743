using TlsDissect.Handshakes;
using TlsDissect.Messages;
using TlsDissect.Protocol;
using TlsDissect.Records;

namespace TlsDissect.Connections;

/// <content>What decides the outcome of the connection, noted as it happens.</content>
internal sealed partial class ConnectionReport
{
    private HiddenFlights _flights;
    private (Sender From, long Packet)? _hiddenAlert;

    /// <summary>What the records of TLS 1.3 tell without being decrypted.</summary>
    public HiddenFlights Flights { get => _flights; set => _flights = value; }

    /// <summary>An alert that could not be decrypted. Before TLS 1.3 its type is in the clear.</summary>
    public void OnOpaqueAlert(Sender from, in StreamPosition position) => _hiddenAlert ??= (from, position.Packet);

    /// <summary>The connection is over and its summary complete but for the outcome: decides that.</summary>
    public void Conclude(Handshake? handshake, Direction client, Direction server)
    {
        OutcomeNotes notes = new(Flights, _hiddenAlert, handshake is { IsDamaged: true });
        ConnectionOutcome outcome = new HandshakeOutcome(Summary, _tcp, notes, client, server).Decide();
        Summary.Outcome = outcome;
        if (outcome.Result is not (OutcomeResult.Refused or OutcomeResult.Aborted)) return;
        // The handshake is not complete, so the client was not accepted.
        if (Summary.MutualAuthentication == true) Summary.MutualAuthentication = false;
        if (outcome is not { Result: OutcomeResult.Refused, By: Sender by }) return;
        if (by == Sender.Server) Summary.ClientAuthentication = Summary.ClientAuthentication.Refused();
        else Summary.ServerAuthentication = Summary.ServerAuthentication.Refused();
    }

    private AlertEntry Entry(Sender from, ReadOnlySpan<byte> alert, in StreamPosition position, bool isProtected)
    {
        DirectionCounts data = Summary.Data(from);
        // TLS 1.3 hides its handshake as data. If the alert was decrypted, what could not be decrypted before it was no data under the same keys.
        bool isBeforeData = data.Records == 0 || (Summary.Version.IsTls13() && data.Bytes is null);
        return new AlertEntry(from, alert[0], (AlertDescription)alert[1], position, isProtected) { IsBeforeData = isBeforeData, RecordsBefore = data.Records };
    }

    /// <summary>Messages of TLS 1.3 that are decrypted: all of the server's, but of the client's flight only its end.</summary>
    private void NoteMessage(MessageEntry entry)
    {
        if (entry.Protected && Summary.Version.IsTls13() && (entry.From == Sender.Server || entry.Message is Finished)) _flights.Add(entry.From, HiddenFlights.ShortestFinished);
    }
}
