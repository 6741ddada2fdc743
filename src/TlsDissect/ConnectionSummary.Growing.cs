using TlsDissect.Messages;

namespace TlsDissect;

/// <content>
/// The lists that the state machine adds to. The library's own sinks may read them at any event; the public lists are filled at the end.
/// </content>
public sealed partial class ConnectionSummary
{
    internal List<MessageEntry> MessageList { get; private set; } = new(12); // Enough for a full TLS 1.2 handshake and a few more.

    internal List<ClientHello> ClientHelloList { get; private set; } = [];

    /// <summary>
    /// The ClientHello with which the first handshake goes on: the first, or in DTLS the one with the cookie that takes its place; the
    /// outer one if it carries another. <c>null</c> without any.
    /// </summary>
    internal ClientHello? CountedHello
    {
        get => field ?? (ClientHelloList is [ClientHello first, ..] ? first : null);
        set;
    }

    internal List<ServerHello> ServerHelloList { get; private set; } = [];

    internal List<AlertEntry> AlertList { get; private set; } = [];

    /// <summary>Created with the first violation, because most connections have none.</summary>
    internal List<ViolationEntry>? ViolationList { get; set; }

    internal List<string> NoteList { get; private set; } = [];

    /// <summary>Moments that the lists do not have. A field, because it changes in place.</summary>
    internal Milestones Milestones;

    /// <summary>Name of the protocol whose first plaintext bytes were recognized.</summary>
    internal string? DataProtocol { get; set; }

    internal bool HasViolations => ViolationList is { Count: > 0 };

    /// <summary>A copy that does not change.</summary>
    internal ConnectionSummary Copy()
    {
        ConnectionSummary copy = (ConnectionSummary)MemberwiseClone();
        (copy.ClientData, copy.ServerData) = (ClientData.Copy(), ServerData.Copy());
        copy.MessageList = [.. MessageList.Select(entry => entry with { })]; // An entry is completed once its message is decrypted.
        copy.ClientHelloList = [.. ClientHelloList];
        copy.ServerHelloList = [.. ServerHelloList];
        copy.AlertList = [.. AlertList];
        copy.ViolationList = ViolationList is null ? null : [.. ViolationList];
        copy.NoteList = [.. NoteList];
        if (HeartbeatOverread is not null) copy.HeartbeatOverread = HeartbeatOverread with { };
        copy.Complete();
        return copy;
    }

    /// <summary>Fills the public lists. Nothing is added afterwards.</summary>
    internal void Complete()
    {
        Messages = [.. MessageList];
        ClientHellos = [.. ClientHelloList];
        ServerHellos = [.. ServerHelloList];
        Alerts = [.. AlertList];
        if (ViolationList is not null) Violations = [.. ViolationList];
        Notes = [.. NoteList];
        Latency = Latency.Of(this);
        ApplicationProtocol = ApplicationProtocol.Of(Alpn, DataProtocol, StartTls?.Protocol);
        CopyStatistics();
    }
}
