namespace TlsDissect.Protocol;

/// <summary>The sides in words.</summary>
internal static class SenderNames
{
    /// <summary><c>client</c> or <c>server</c>.</summary>
    public static string Name(this Sender sender) => sender == Sender.Client ? "client" : "server";
}
