/** Routes in the shape of OpenAI's, which existing clients speak. */
package dev.sprout.server.openai;
