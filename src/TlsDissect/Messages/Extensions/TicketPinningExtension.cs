using TlsDissect.Protocol;

namespace TlsDissect.Messages.Extensions;

/// <summary>ticket_pinning (RFC 8672 §3): a ticket that pins the identity of the server.</summary>
internal static class TicketPinningExtension
{
    /// <summary>Reads the ticket, which is missing in the first connection.</summary>
    public static void ReadOffered(ref TlsReader data)
    {
        if (!data.IsEmpty) data.ReadVector16("ticket");
    }

    public static void ReadAnswer(ref TlsReader data)
    {
        data.ReadVector8("proof");
        data.ReadVector16("ticket");
        data.ReadUInt32("lifetime");
    }
}
