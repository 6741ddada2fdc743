using TlsDissect.Messages;

namespace TlsDissect;

/// <content>The lists that the state machine adds to, which the library's own sinks may read at any event; the public ones are filled at the end.</content>
public sealed partial class ConnectionSummary
{
    internal List<MessageEntry> MessageList { get; private set; } = new(12); // As many as a full handshake of TLS 1.2 has, and a few.

    internal List<ClientHello> ClientHelloList { get; private set; } = [];

    internal List<ServerHello> ServerHelloList { get; private set; } = [];

    internal List<AlertEntry> AlertList { get; private set; } = [];

    /// <summary>Seldom needed: made with the first.</summary>
    internal List<ViolationEntry>? ViolationList { get; set; }

    internal List<string> NoteList { get; private set; } = [];

    internal bool HasViolations => ViolationList is { Count: > 0 };

    /// <summary>A copy that does not change.</summary>
    internal ConnectionSummary Copy()
    {
        ConnectionSummary copy = (ConnectionSummary)MemberwiseClone();
        (copy.ClientData, copy.ServerData) = (ClientData.Copy(), ServerData.Copy());
        copy.MessageList = [.. MessageList.Select(entry => entry with { })]; // An entry is completed when its message is decrypted.
        copy.ClientHelloList = [.. ClientHelloList];
        copy.ServerHelloList = [.. ServerHelloList];
        copy.AlertList = [.. AlertList];
        copy.ViolationList = ViolationList is null ? null : [.. ViolationList];
        copy.NoteList = [.. NoteList];
        copy.Complete();
        return copy;
    }

    /// <summary>Nothing is added any more: fills the public lists.</summary>
    internal void Complete()
    {
        Messages = [.. MessageList];
        ClientHellos = [.. ClientHelloList];
        ServerHellos = [.. ServerHelloList];
        Alerts = [.. AlertList];
        if (ViolationList is not null) Violations = [.. ViolationList];
        Notes = [.. NoteList];
        Tcp = Tcp.Copy(); // Other sessions of the TCP connection go on counting.
    }
}
