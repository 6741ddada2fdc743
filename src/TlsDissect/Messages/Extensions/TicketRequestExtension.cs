using TlsDissect.Protocol;

namespace TlsDissect.Messages.Extensions;

/// <summary>ticket_request (RFC 9149 §3): how many tickets the client wants.</summary>
internal static class TicketRequestExtension
{
    public static void ReadOffered(ref TlsReader data)
    {
        data.ReadUInt8("new_session_count");
        data.ReadUInt8("resumption_count");
    }

    public static void ReadAnswer(ref TlsReader data) => data.ReadUInt8("expected_count");
}
