using System.Text;
using TlsDissect.Protocol;

namespace TlsDissect.Messages.Extensions;

/// <summary>server_name (RFC 6066 §3).</summary>
internal static class ServerNameExtension
{
    private const byte HostName = 0;

    /// <summary>Reads the first host_name; <c>null</c> if the list has none.</summary>
    public static string? Read(ref TlsReader data)
    {
        string? name = null;
        TlsReader list = data.ReadVector16("server_name_list");
        while (list.HasItem("ServerName"))
        {
            byte type = list.ReadUInt8("name_type");
            ReadOnlySpan<byte> value = list.ReadVector16("host_name").ReadToEnd();
            if (type == HostName) name ??= Encoding.Latin1.GetString(value);
        }

        return name;
    }
}
