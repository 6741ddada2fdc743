using TlsDissect.Protocol;

namespace TlsDissect.Messages.Extensions;

/// <summary>early_data of a NewSessionTicket (RFC 8446 §4.2.10). In the hellos it is empty.</summary>
internal static class EarlyDataExtension
{
    public static void ReadLimit(ref TlsReader data) => data.ReadUInt32("max_early_data_size");
}
