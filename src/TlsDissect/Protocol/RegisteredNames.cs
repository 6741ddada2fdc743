namespace TlsDissect.Protocol;

/// <summary>How a number is printed that has no name.</summary>
internal static class RegisteredNames
{
    /// <summary><c>GREASE (0x0a0a)</c> or <c>unknown (0x1234)</c>.</summary>
    public static string Unregistered(ushort value) => Grease.IsGrease(value) ? $"GREASE (0x{value:x4})" : $"unknown (0x{value:x4})";

    /// <summary><c>unknown (99)</c>.</summary>
    public static string Unregistered(byte value) => $"unknown ({value})";
}
