using TlsDissect.Protocol;

namespace TlsDissect.Messages.Extensions;

/// <summary>
/// application_settings (draft-vvv-tls-alps §3): protocols with settings from the client, the settings themselves from both.
/// </summary>
internal static class ApplicationSettingsExtension
{
    public static void ReadOffered(ref TlsReader data)
    {
        TlsReader list = data.ReadVector16("supported_protocols");
        while (list.HasItem("protocol_name")) list.ReadVector8("protocol_name");
    }

    public static void ReadSettings(ref TlsReader data) => data.ReadToEnd("settings");
}
